package dev.castellan.contracts;

/**
 * Why something did not succeed.
 *
 * @param code stable, for programs, e.g. {@code smartobject-not-found}
 * @param message for people; never a stack trace, SQL or a host name
 */
public record Failure(String code, String message) {}
