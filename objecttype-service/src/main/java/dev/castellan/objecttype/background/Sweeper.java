package dev.castellan.objecttype.background;

import dev.castellan.messaging.jdbc.Jdbc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

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
  private static final String STRIP =
      """
      update object set data = data - ? where id = any (array(
        select id from object where type_id = ? and jsonb_exists(data, ?) limit ?))
      """;
  private static final String LEFT_OVER =
      """
      delete from %1$s where ctid = any (array(
        select ctid from %1$s where property_id = ? limit ?))
      """;

  private final Jdbc jdbc;
  private final HousekeepingConfig config;

  Sweeper(Jdbc jdbc, HousekeepingConfig config) {
    this.jdbc = jdbc;
    this.config = config;
  }

  /**
   * A type that is gone, or a property of one.
   *
   * @param property null for the type
   */
  private record Bygone(UUID type, UUID property) {}

  void sweep() {
    List<Bygone> all =
        jdbc.run(
            BYGONE,
            select ->
                Jdbc.rows(
                    select,
                    row -> new Bygone(row.getObject(1, UUID.class), row.getObject(2, UUID.class))));
    for (Bygone each : all) {
      if (each.property() == null) {
        sweepType(each.type());
      } else {
        sweepProperty(each);
      }
      if (!Thread.currentThread().isInterrupted()) {
        update(FORGET, each.type(), each.property());
      }
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
    repeat(() -> update(STRIP, key, gone.type(), key, config.chunk()));
    for (String table : List.of("object_secret", "unique_value")) {
      repeat(() -> update(LEFT_OVER.formatted(table), gone.property(), config.chunk()));
    }
  }

  private interface Chunk {
    int work();
  }

  private void repeat(Chunk chunk) {
    int rows;
    do {
      rows = chunk.work();
    } while (rows == config.chunk() && !Thread.currentThread().isInterrupted());
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
