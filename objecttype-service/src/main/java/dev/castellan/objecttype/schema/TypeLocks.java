package dev.castellan.objecttype.schema;

import dev.castellan.messaging.jdbc.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps changes of a type and writes of its objects apart: writers share the lock of the type and
 * of its value maps, who changes them has it alone. Advisory locks, since a lock on the row of the
 * type would be written by every writer.
 */
@ApplicationScoped
public class TypeLocks {

  /** Whoever changes any part of the schema. */
  private static final long SCHEMA = 0x0CA57E110B1EL;

  /** Who waits holds a connection, and others may wait for that. */
  private static final String PATIENCE = "select set_config('lock_timeout', '5s', true);\n";

  /** All in one round trip; the last one sees what was committed before the lock. */
  private static final String SHARE =
      PATIENCE
          + """
          select pg_advisory_xact_lock_shared(k) from unnest(?) k;
          select id, version, clock_timestamp() from objecttype where id = any (?)
          union all select id, version, clock_timestamp() from valuemap where id = any (?)
          """;

  private static final String TAKE = PATIENCE + "select pg_advisory_xact_lock(k) from unnest(?) k";

  private final Jdbc jdbc;
  private final SchemaStore store;

  TypeLocks(Jdbc jdbc, SchemaStore store) {
    this.jdbc = jdbc;
    this.store = store;
  }

  /**
   * Lets objects of the types be written until the transaction ends.
   *
   * @return the time, which is after that of every change of the types
   * @throws SchemaMovedException when a type is not any more what the caller knows
   */
  public Instant share(Schema known, Collection<ObjectType> types) {
    Map<UUID, Long> versions = new HashMap<>();
    types.forEach(type -> versions.put(type.id(), type.version()));
    types.stream()
        .flatMap(type -> type.properties().stream())
        .filter(each -> each.type() == ValueType.CHOICE)
        .map(each -> known.valuemap(each.typeValuemap()))
        .forEach(map -> versions.put(map.id(), map.version()));
    return jdbc.run(SHARE, share -> checked(share, versions));
  }

  private static Instant checked(PreparedStatement share, Map<UUID, Long> versions)
      throws SQLException {
    Jdbc.bind(share, 1, "bigint", keys(versions.keySet().stream()), each -> each);
    Jdbc.bind(share, 2, "uuid", versions.keySet(), each -> each);
    Jdbc.bind(share, 3, "uuid", versions.keySet(), each -> each);
    share.execute();
    share.getMoreResults();
    share.getMoreResults();
    int found = 0;
    Instant now = null;
    try (ResultSet row = share.getResultSet()) {
      while (row.next()) {
        found++;
        now = Jdbc.instant(row, 3);
        if (versions.get(row.getObject(1, UUID.class)) != row.getLong(2)) {
          throw new SchemaMovedException();
        }
      }
    }
    if (found < versions.size()) {
      throw new SchemaMovedException();
    }
    return now;
  }

  /**
   * For writers who have to know every type that points to theirs.
   *
   * @throws SchemaMovedException when any type has changed
   */
  public void checkAll(Schema known) {
    if (store.version() != known.version()) {
      throw new SchemaMovedException();
    }
  }

  /** Keeps everybody else from changing the schema. */
  void takeSchema() {
    take(Set.of(SCHEMA));
  }

  /** Keeps everybody else from writing objects of the types, or with values of the value maps. */
  void takeAlone(Stream<UUID> typesAndMaps) {
    take(keys(typesAndMaps));
  }

  private void take(Collection<Long> keys) {
    jdbc.run(
        TAKE,
        take -> {
          Jdbc.bind(take, 1, "bigint", keys, each -> each);
          return take.execute();
        });
  }

  /** In one order, so that nobody waits in a circle. */
  private static Collection<Long> keys(Stream<UUID> ids) {
    return ids.map(id -> id.getMostSignificantBits() ^ id.getLeastSignificantBits())
        .sorted()
        .collect(Collectors.toList());
  }
}
