/** Deletes rows that have been kept long enough. */
package dev.castellan.messaging.retention;
