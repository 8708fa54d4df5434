/** Topics heard as they are spoken to, by every process that listens. */
package dev.castellan.messaging.tail;
