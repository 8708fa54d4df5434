/** A small program in place of a service, so that the launcher can be tested without one. */
package dev.castellan.launcher.standin;
