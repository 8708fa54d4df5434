package dev.castellan.gateway.identity;

import java.time.Instant;

/**
 * A signing key as the API shows it.
 *
 * @param state {@code next}: published, signs soon; {@code current}: signs; {@code retired}: what
 *     it signed is good until it expires
 * @param since when it came into that state
 */
record KeyView(String kid, String state, Instant since, Instant createdAt) {

  static KeyView of(SigningKey key) {
    return new KeyView(key.kid(), key.state(), key.changedAt(), key.createdAt());
  }
}
