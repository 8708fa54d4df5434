package dev.castellan.web.etag;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A part of a resource, read by itself: shown as it is, tagged with the version of the whole, for
 * an edit of a part is an edit of the whole.
 */
public record Part<T>(@JsonUnwrapped T part, @JsonIgnore long version) implements Versioned {}
