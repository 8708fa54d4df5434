package dev.castellan.objecttype.background;

import dev.castellan.messaging.jdbc.Jdbc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Deletes what types and properties have left that are gone, a small transaction after the other.
 * Nobody writes such rows any more: whoever did held a lock that the deletion waited for.
 */
@ApplicationScoped
class Sweeper {

  private static final String BYGONE = "select type_id, property_id from bygone";
  private static final String FORGET =
      "delete from bygone where type_id = ? and property_id is not distinct from ?";

  private static final String OBJECTS = "select id from object where type_id = ? limit ?";
  private static final String GONE = "select id from gone_object where type_id = ? limit ?";

  /** Strips the next objects of the type; the last one of them, if there are any. */
  private static final String STRIP =
      """
      with next as materialized (
        select id from object where type_id = ? and id > ? order by id limit ?),
      stripped as (
        update object o set data = o.data - ? from next
        where o.id = next.id and jsonb_exists(o.data, ?))
      select id from next order by id desc limit 1
      """;

  private static final String LEFT_OVER =
      """
      delete from %1$s where ctid = any (array(
        select ctid from %1$s where property_id = ? limit ?))
      """;

  private static final long LOCK = 0x0CA57E15EE9L;
  private static final UUID FIRST = new UUID(0, 0);

  private final DataSource database;
  private final Jdbc jdbc;
  private final HousekeepingConfig config;

  Sweeper(DataSource database, Jdbc jdbc, HousekeepingConfig config) {
    this.database = database;
    this.jdbc = jdbc;
    this.config = config;
  }

  /**
   * A type that is gone, or a property of one.
   *
   * @param property null for the type
   */
  private record Bygone(UUID type, UUID property) {}

  /** One replica at a time. */
  void sweep() {
    List<Bygone> all = bygone();
    if (all.isEmpty()) {
      return;
    }
    try (Connection connection = database.getConnection()) {
      AdvisoryLock.ifFree(connection, LOCK, statement -> bygone().forEach(this::sweep));
    } catch (SQLException e) {
      throw new IllegalStateException("could not be swept: " + e.getMessage(), e);
    }
  }

  private List<Bygone> bygone() {
    return jdbc.run(
        BYGONE,
        select ->
            Jdbc.rows(
                select,
                row -> new Bygone(row.getObject(1, UUID.class), row.getObject(2, UUID.class))));
  }

  private void sweep(Bygone gone) {
    if (gone.property() == null) {
      sweepType(gone.type());
    } else {
      sweepProperty(gone);
    }
    if (!Thread.currentThread().isInterrupted()) {
      update(FORGET, gone.type(), gone.property());
    }
  }

  private void sweepType(UUID type) {
    repeat(() -> deleteObjects("object", OBJECTS, type));
    repeat(() -> deleteObjects("gone_object", GONE, type));
    update("delete from type_log where type_id = ?", type);
  }

  private int deleteObjects(String table, String select, UUID type) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              List<UUID> ids =
                  jdbc.run(
                      select,
                      statement -> {
                        statement.setObject(1, type);
                        statement.setInt(2, config.chunk());
                        return Jdbc.rows(statement, row -> row.getObject(1, UUID.class));
                      });
              delete("delete from object_log where object_id = any (?)", ids);
              delete("delete from " + table + " where id = any (?)", ids);
              return ids.size();
            });
  }

  private void delete(String sql, List<UUID> ids) {
    jdbc.run(
        sql,
        delete -> {
          Jdbc.bind(delete, 1, "uuid", ids, each -> each);
          return delete.executeUpdate();
        });
  }

  private void sweepProperty(Bygone gone) {
    String key = gone.property().toString();
    UUID last = FIRST;
    while (last != null && !Thread.currentThread().isInterrupted()) {
      last = strip(gone.type(), key, last);
    }
    for (String table : List.of("object_secret", "unique_value")) {
      repeat(() -> update(LEFT_OVER.formatted(table), gone.property(), config.chunk()));
    }
  }

  /** Each object is looked at once, in the order of their index. */
  private UUID strip(UUID type, String key, UUID after) {
    return jdbc.run(
        STRIP,
        strip -> {
          strip.setObject(1, type);
          strip.setObject(2, after);
          strip.setInt(3, config.chunk());
          strip.setString(4, key);
          strip.setString(5, key);
          return Jdbc.rows(strip, row -> row.getObject(1, UUID.class)).stream()
              .findFirst()
              .orElse(null);
        });
  }

  private interface Chunk {
    int work();
  }

  private void repeat(Chunk chunk) {
    int rows;
    do {
      rows = chunk.work();
    } while (rows > 0 && !Thread.currentThread().isInterrupted());
  }

  private int update(String sql, Object... values) {
    return jdbc.run(
        sql,
        statement -> {
          for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
          }
          return statement.executeUpdate();
        });
  }
}
