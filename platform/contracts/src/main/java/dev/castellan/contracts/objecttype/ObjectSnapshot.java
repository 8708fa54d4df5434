package dev.castellan.contracts.objecttype;

import java.util.Map;
import java.util.UUID;

/**
 * An object at one moment.
 *
 * @param objecttype id of its type
 * @param values what is set, by id of the property: text, exact number, boolean; the id where it
 *     points to an object or a value; five bullets for a secret
 */
public record ObjectSnapshot(UUID id, UUID objecttype, Map<String, Object> values, long version) {}
