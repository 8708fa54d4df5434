package dev.castellan.messaging.idempotency;

/**
 * A caller's name for one request of his.
 *
 * @param key what the caller sent
 * @param fingerprint of the request, to tell a repeated one from another one
 */
public record IdempotencyKey(long callerId, String key, String fingerprint) {}
