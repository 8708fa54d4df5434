package dev.castellan.web.security;

/**
 * Somebody whose tokens are trusted.
 *
 * @param name {@code iss} of the tokens
 * @param audience {@code aud} that they must carry
 */
record TrustedIssuer(
    String name, String audience, SigningKeys keys, JwksClient jwks, ClaimReader claims) {}
