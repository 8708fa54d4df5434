package dev.castellan.smartobject.execution;

import dev.castellan.messaging.idempotency.IdempotencyKey;

/**
 * A call over HTTP.
 *
 * @param key under which it was asked for; null without one
 */
record DirectCall(ActionCall call, IdempotencyKey key) {}
