package dev.castellan.messaging.idempotency;

/**
 * An answer as it left the first time.
 *
 * @param location null when there was none
 */
record StoredAnswer(int status, String location, String contentType, byte[] body) {}
