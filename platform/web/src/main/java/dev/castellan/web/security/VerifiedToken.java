package dev.castellan.web.security;

import dev.castellan.contracts.Caller;
import java.time.Instant;

/**
 * A token whose signature, issuer, audience and form are right. Expiry and revocation are checked
 * at every use.
 *
 * @param tokenId {@code jti}
 * @param keyId {@code kid} of the key that signed it
 */
public record VerifiedToken(
    Caller caller, String tokenId, String keyId, Instant issuedAt, Instant expiresAt) {}
