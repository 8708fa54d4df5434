package dev.castellan.objecttype.schema;

import dev.castellan.messaging.jdbc.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** What every change of the schema does, in the transaction of the change. */
@ApplicationScoped
public class SchemaChange {

  private static final String TOUCH = "update %s set version = version + 1%s where id = any (?)";

  private final Jdbc jdbc;
  private final SchemaStore store;
  private final TypeLocks locks;
  private final Catalogue catalogue;

  SchemaChange(Jdbc jdbc, SchemaStore store, TypeLocks locks, Catalogue catalogue) {
    this.jdbc = jdbc;
    this.store = store;
    this.locks = locks;
    this.catalogue = catalogue;
  }

  /** Keeps others from changing the schema, and reads it as it is now. */
  public Schema begin() {
    locks.takeSchema();
    return store.load();
  }

  /** Also keeps others from writing objects of these types, or with values of these value maps. */
  public void alone(UUID... typesAndMaps) {
    locks.takeAlone(Stream.of(typesAndMaps));
  }

  /** Also keeps others from writing objects of these types. */
  public void alone(Collection<UUID> types) {
    locks.takeAlone(types.stream());
  }

  /** Counts an edit of each of the types. */
  public void editedTypes(Collection<UUID> types) {
    touch("objecttype", ", updated_at = now()", types);
  }

  public void editedValuemap(UUID map) {
    touch("valuemap", "", Set.of(map));
  }

  /** Says that all is changed; the schema as it is after that. */
  public Schema end() {
    long version =
        jdbc.run(
            "update catalogue set version = version + 1 returning version",
            update -> Jdbc.rows(update, row -> row.getLong(1)).get(0));
    catalogue.wantAfterCommit(version);
    return store.load();
  }

  /** Executes a statement whose parameters are the values, in their order. */
  public int execute(String sql, Object... values) {
    return jdbc.run(
        sql,
        statement -> {
          for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
          }
          return statement.executeUpdate();
        });
  }

  /** Whether the query finds anything. */
  public boolean exists(String sql, Object... values) {
    return jdbc.run(
        sql,
        statement -> {
          for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
          }
          List<Boolean> found = Jdbc.rows(statement, row -> true);
          return !found.isEmpty();
        });
  }

  private void touch(String table, String also, Collection<UUID> ids) {
    jdbc.run(
        TOUCH.formatted(table, also),
        update -> {
          Jdbc.bind(update, 1, "uuid", ids, each -> each);
          return update.executeUpdate();
        });
  }
}
