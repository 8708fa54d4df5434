package dev.castellan.gateway.audit;

import java.time.Instant;

/**
 * An entry of the audit log as the API shows it.
 *
 * @param userId who did it, as were his {@code login} and {@code profile} then; null when nobody
 *     was logged in
 * @param subject kind and id of what it was done to, or the login that was tried
 * @param times how often within a moment
 */
record AuditView(
    long id,
    Instant at,
    String kind,
    Long userId,
    String login,
    String profile,
    String subject,
    String detail,
    String address,
    String requestId,
    int times) {}
