/** Demonstration data, loaded and used through the public API like any other client would. */
package dev.castellan.launcher.demo;
