package dev.castellan.gateway.identity;

/**
 * A row of the route table as the API shows it.
 *
 * @param reference template of the path
 * @param secure of the row: whether a token is needed; of a profile's row: whether the profile may
 *     call it. 0 or 1
 * @param grantable whether it can be granted to profiles and taken away
 */
record AuthorizationView(long id, String reference, String method, int secure, boolean grantable) {}
