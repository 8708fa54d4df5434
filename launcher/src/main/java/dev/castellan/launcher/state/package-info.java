/** The state folder: everything a suite keeps between two starts, and who may use it. */
package dev.castellan.launcher.state;
