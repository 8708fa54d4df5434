package dev.castellan.gateway.identity;

import java.time.Instant;

/**
 * A signed token.
 *
 * @param id {@code jti}
 * @param text what the client sends
 */
record AccessToken(String id, String text, Instant expiresAt) {}
