/** Events that a service gave up: looking at them, and sending them again. */
package dev.castellan.launcher.deadletter;
