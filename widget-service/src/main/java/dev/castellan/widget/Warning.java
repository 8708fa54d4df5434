package dev.castellan.widget;

/**
 * Something that was accepted and may not work as meant.
 *
 * @param field path of the member in the request
 * @param code stable, for programs
 */
record Warning(String field, String code, String message) {}
