/** Compacted topics, read from their start into memory. */
package dev.castellan.messaging.state;
