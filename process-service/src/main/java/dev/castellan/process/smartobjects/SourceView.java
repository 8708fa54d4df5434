package dev.castellan.process.smartobjects;

/**
 * A source as clients read it.
 *
 * @param id null while no object of that name is known
 * @param reference the object's present one; null when the object is gone and was given by id
 */
public record SourceView(String type, Long id, String reference) {}
