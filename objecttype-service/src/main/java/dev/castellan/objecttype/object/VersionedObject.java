package dev.castellan.objecttype.object;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.castellan.web.etag.Versioned;
import java.util.Map;

/** One object in a form of lists. */
record VersionedObject(@JsonValue Map<String, Object> members, @JsonIgnore long version)
    implements Versioned {}
