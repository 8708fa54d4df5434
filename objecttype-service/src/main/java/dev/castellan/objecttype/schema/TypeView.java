package dev.castellan.objecttype.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.castellan.web.etag.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An object type as clients see it. */
record TypeView(
    UUID id,
    String name,
    boolean log,
    @JsonProperty("short") int shortLength,
    List<UUID> relations,
    boolean restricted,
    Instant createdAt,
    Instant updatedAt,
    long version)
    implements Versioned {

  static TypeView of(ObjectType type) {
    ObjectType.Head head = type.head();
    return new TypeView(
        head.id(),
        head.name(),
        head.log(),
        head.shortLength(),
        type.relations().stream().sorted().toList(),
        !type.open(),
        head.createdAt(),
        head.updatedAt(),
        head.version());
  }
}
