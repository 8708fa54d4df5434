package dev.castellan.web.failure;

/**
 * One thing wrong with a request body.
 *
 * @param field path of the member, {@code settings[0].reference}; empty for the body itself
 */
public record FieldError(String field, String message) {}
