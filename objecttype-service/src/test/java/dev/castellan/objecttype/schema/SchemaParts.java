package dev.castellan.objecttype.schema;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.messaging.jdbc.Jdbc;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Parts of this package for tests that run without a container. */
public final class SchemaParts {

  private SchemaParts() {}

  public static Schema load(Jdbc jdbc, ObjectMapper mapper) {
    return new SchemaStore(jdbc, mapper).load();
  }

  public static TypeLocks locks(Jdbc jdbc, ObjectMapper mapper) {
    return new TypeLocks(jdbc, new SchemaStore(jdbc, mapper));
  }

  public static UniqueValues uniques(Jdbc jdbc) {
    return new UniqueValues(jdbc, null);
  }

  /** A type with those properties, all of them texts. */
  public static ObjectType type(List<UUID> properties) {
    return type(properties.stream().map(each -> property(each, ValueType.TEXT, false)).toList(), 1);
  }

  static ObjectType type(List<Property> properties, int shortLength) {
    return new ObjectType(
        new ObjectType.Head(
            UUID.randomUUID(), "Server", true, shortLength, false, Instant.EPOCH, Instant.EPOCH, 1),
        properties,
        Set.of(),
        List.of());
  }

  static Property property(UUID id, ValueType type, boolean orderable) {
    return new Property(
        id,
        id.toString(),
        type,
        null,
        null,
        false,
        false,
        true,
        true,
        orderable,
        1,
        null,
        false,
        null);
  }
}
