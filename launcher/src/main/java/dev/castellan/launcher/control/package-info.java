/** How the command line speaks to the supervisor: JSON lines over a Unix domain socket. */
package dev.castellan.launcher.control;
