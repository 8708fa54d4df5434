package dev.castellan.messaging.outbox;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * An event that is to be sent.
 *
 * @param id place in the order of the outbox; 0 before it is stored
 * @param afterId row of the same key that was the newest unsent one when this was stored; 0 when
 *     there was none
 * @param relay the one to send it, as far as this process knows; null when that is not its own
 * @param payload null for a tombstone
 * @param extraHeaders beside the CloudEvents attributes
 */
record OutboxRow(
    long id,
    long afterId,
    UUID relay,
    UUID eventId,
    String topic,
    String key,
    String type,
    Instant time,
    byte[] payload,
    Map<String, String> extraHeaders) {

  OutboxRow stored(long newId, long newAfterId, UUID newRelay) {
    return new OutboxRow(
        newId, newAfterId, newRelay, eventId, topic, key, type, time, payload, extraHeaders);
  }
}
