package dev.castellan.objecttype.schema;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.messaging.jdbc.Jdbc;

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
}
