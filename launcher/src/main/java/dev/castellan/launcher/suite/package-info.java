/** The whole suite: which processes it has, in which order they come up and go, and who watches. */
package dev.castellan.launcher.suite;
