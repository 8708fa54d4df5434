package dev.castellan.gateway.identity;

/**
 * What a login or a refresh gives to the client.
 *
 * @param expiresIn seconds that the access token lives
 * @param profile number of the user's profile
 */
record IssuedTokens(String access, String refresh, long expiresIn, long profile) {}
