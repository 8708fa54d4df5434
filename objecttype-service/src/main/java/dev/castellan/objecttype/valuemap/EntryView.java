package dev.castellan.objecttype.valuemap;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.castellan.objecttype.schema.ValueMap;
import dev.castellan.web.etag.Versioned;

/**
 * One value.
 *
 * @param version of its map, since edits of a value count as edits of its map
 */
record EntryView(@JsonUnwrapped ValueMap.Entry value, @JsonIgnore long version)
    implements Versioned {}
