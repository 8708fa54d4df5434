/**
 * W3C trace context: from the request that causes an event, through the event, to what it causes.
 */
package dev.castellan.messaging.trace;
