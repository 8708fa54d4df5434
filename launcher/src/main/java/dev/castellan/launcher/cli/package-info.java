/** The commands of {@code ./castellan}. */
package dev.castellan.launcher.cli;
