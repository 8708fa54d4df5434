/** Calls over Kafka past the outbox: no events, and worth nothing once the caller is gone. */
package dev.castellan.messaging.direct;
