package dev.castellan.contracts.identity;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.MayBeAbsent;
import dev.castellan.contracts.Topics;
import java.time.Instant;

/**
 * Fact: something that matters to security happened at the gateway, as its audit log keeps it. Key:
 * subject.
 *
 * @param id of the entry in the audit log
 * @param kind in kebab case: {@code login}, {@code login-refused}, {@code grant-given}, …
 * @param caller who did it; null when nobody was logged in
 * @param subject kind and id of what it was done to, {@code user:12}, or the login that was tried
 * @param detail what else there is to know, never a secret
 * @param address of the client
 * @param times how often it happened within a moment; more than once for refusals only
 */
@EventType(value = "castellan.identity.audited.v1", topic = Topics.IDENTITY_EVENTS)
public record IdentityAudited(
    long id,
    Instant at,
    String kind,
    @MayBeAbsent Caller caller,
    String subject,
    @MayBeAbsent String detail,
    @MayBeAbsent String address,
    @MayBeAbsent String requestId,
    int times) {}
