/** The suite as its users see it: packaged, running, through the gateway. One class per story. */
package dev.castellan.e2e;
