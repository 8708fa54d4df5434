package dev.castellan.messaging.idempotency;

import java.util.UUID;

/**
 * What is stored under a key.
 *
 * @param executionId what was accepted; null when the answer itself is stored
 * @param answer null when an execution stands for it
 */
record KnownKey(String fingerprint, UUID executionId, StoredAnswer answer) {}
