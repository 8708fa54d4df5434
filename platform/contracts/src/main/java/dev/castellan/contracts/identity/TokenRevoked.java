package dev.castellan.contracts.identity;

import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;
import java.time.Instant;

/**
 * One token is void. Key: {@code token:<jti>}.
 *
 * @param expiresAt when the token would have expired anyway, so that readers may forget this
 */
@EventType(value = "castellan.identity.token-revoked.v1", topic = Topics.IDENTITY_STATE)
public record TokenRevoked(String tokenId, Instant expiresAt) {}
