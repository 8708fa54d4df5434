/**
 * Kafka as a wire to something that is called and answers, past the outbox: what is said there is
 * no event, and is worth nothing once the caller is gone.
 */
package dev.castellan.messaging.direct;
