package dev.castellan.gateway.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * An API key as the API shows it.
 *
 * @param key the key itself; in the answer that made it, and never again
 * @param prefix how it begins
 * @param lastUsedAt to some minutes
 */
record ApiKeyView(
    long id,
    String name,
    @JsonInclude(JsonInclude.Include.NON_NULL) String key,
    String prefix,
    UserName user,
    Instant createdAt,
    Instant expiresAt,
    Instant lastUsedAt) {

  /** A user where only his login matters. */
  record UserName(long id, String login) {}

  static ApiKeyView of(ApiKey key) {
    return new ApiKeyView(
        key.id(),
        key.name(),
        null,
        key.prefix(),
        new UserName(key.user().id(), key.user().login()),
        key.createdAt(),
        key.expiresAt(),
        key.lastUsedAt());
  }

  ApiKeyView with(String secret) {
    return new ApiKeyView(id, name, secret, prefix, user, createdAt, expiresAt, lastUsedAt);
  }
}
