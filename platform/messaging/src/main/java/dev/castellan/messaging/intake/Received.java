package dev.castellan.messaging.intake;

import java.util.UUID;

/**
 * One event as it arrived.
 *
 * @param id {@code ce_id}
 * @param data the event record
 * @param traceParent trace that it belongs to; null for none
 */
public record Received(UUID id, String key, Record data, String traceParent) {}
