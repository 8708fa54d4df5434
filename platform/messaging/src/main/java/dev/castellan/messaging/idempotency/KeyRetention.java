package dev.castellan.messaging.idempotency;

import dev.castellan.messaging.retention.Expiring;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Forgets keys that are as good as new. */
class KeyRetention {

  @Produces
  @Singleton
  Expiring keys(IdempotencyConfig config) {
    return new Expiring("idempotency_key", "created_at", config.keep());
  }
}
