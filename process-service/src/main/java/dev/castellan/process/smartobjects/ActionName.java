package dev.castellan.process.smartobjects;

/**
 * An action as clients read it.
 *
 * @param name for people; the id again when the module is not known
 */
public record ActionName(String id, String name) {}
