package dev.castellan.contracts.identity;

import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;
import java.time.Instant;

/**
 * All tokens of a user issued before a moment are void. Key: {@code user:<id>}.
 *
 * @param issuedBefore tokens with an earlier {@code iat} are refused
 * @param expiresAt when the last of those tokens has expired, so that readers may forget this
 */
@EventType(value = "castellan.identity.user-tokens-revoked.v1", topic = Topics.IDENTITY_STATE)
public record UserTokensRevoked(long userId, Instant issuedBefore, Instant expiresAt) {}
