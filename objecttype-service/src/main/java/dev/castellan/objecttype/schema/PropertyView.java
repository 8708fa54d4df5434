package dev.castellan.objecttype.schema;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.castellan.web.etag.Versioned;

/**
 * One property.
 *
 * @param version of its type, since edits of a property count as edits of its type
 */
record PropertyView(@JsonUnwrapped Property property, @JsonIgnore long version)
    implements Versioned {}
