package dev.castellan.objecttype.object;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.castellan.web.etag.Versioned;

/** One object in a form of lists. */
record VersionedObject(@JsonValue ListedObject object, @JsonIgnore long version)
    implements Versioned {}
