package dev.castellan.objecttype.object;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.castellan.contracts.Caller;
import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.objecttype.log.LogParts;
import dev.castellan.objecttype.schema.Schema;
import dev.castellan.objecttype.schema.SchemaParts;
import dev.castellan.testing.PostgresServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The engine on a database of its own, without a container: one connection, one transaction. */
final class EngineHarness implements AutoCloseable {

  static final Caller ADMIN = new Caller(1, "admin", Caller.ADMIN_PROFILE, "admin");

  private static String database;

  final UUID server = UUID.randomUUID();
  final UUID rack = UUID.randomUUID();
  final UUID name = UUID.randomUUID();
  final UUID height = UUID.randomUUID();
  final UUID at = UUID.randomUUID();
  final UUID label = UUID.randomUUID();
  final Connection connection;

  /** Statements that were made since somebody looked. */
  final AtomicInteger statements = new AtomicInteger();

  final ObjectViews views;
  final Schema schema;
  private final ObjectEngine engine;

  /** An empty database; made once, since migrations take their time. */
  EngineHarness() throws SQLException {
    connection = PostgresServer.shared().connect(database());
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "truncate object, object_log, gone_object, object_relation, unique_value, objecttype"
              + " cascade");
    }
    define();
    ObjectMapper mapper =
        new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    Jdbc jdbc = new Jdbc(single(connection, statements), mapper);
    schema = SchemaParts.load(jdbc, mapper);
    ObjectStore store = new ObjectStore(jdbc);
    views = new ObjectViews(new ShortNames(jdbc));
    engine =
        new ObjectEngine(
            store,
            SchemaParts.locks(jdbc, mapper),
            SchemaParts.uniques(jdbc),
            new ShortNames(jdbc),
            LogParts.store(jdbc),
            new Unheard(),
            jdbc);
  }

  private static String database() {
    if (database == null) {
      database = migrated();
    }
    return database;
  }

  private static String migrated() {
    String name = "engine_" + UUID.randomUUID().toString().replace("-", "");
    PostgresServer.shared().createDatabase(name, "engine");
    try (Connection first = PostgresServer.shared().connect(name)) {
      Flyway.configure()
          .dataSource(single(first, new AtomicInteger()))
          .locations("db/messaging", "db/migration")
          .outOfOrder(true)
          .load()
          .migrate();
      return name;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void define() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (UUID type : List.of(rack, server)) {
        statement.execute(
            "insert into objecttype values ('%s', 'type', true, 2, now(), now(), 1)"
                .formatted(type));
      }
      property(server, name, "Name", 1, true);
      property(server, height, "Height", 2, false);
      property(server, at, "At", 3, false);
      property(rack, label, "Label", 1, false);
    }
  }

  private void property(UUID type, UUID id, String called, int kind, boolean unique)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into property (id, type_id, name, type, type_objtype, required, frm_readonly,
            frm_visible, tbl_visible, tbl_orderable, position, "unique")
          values ('%s', '%s', '%s', %d, %s, false, false, true, true, false, 1, %b)
          """
              .formatted(id, type, called, kind, kind == 3 ? "'" + rack + "'" : "null", unique));
    }
  }

  /** Does the writes in one transaction, or throws and does none. */
  void apply(List<ObjectWrite> writes) throws SQLException {
    connection.setAutoCommit(false);
    try {
      engine.apply(schema, writes);
      connection.commit();
    } catch (RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** Another connection to the same database. */
  Connection connect() throws SQLException {
    return PostgresServer.shared().connect(database());
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** Hands out one connection that nobody can close. */
  private static DataSource single(Connection connection, AtomicInteger statements) {
    Connection open =
        (Connection)
            Proxy.newProxyInstance(
                EngineHarness.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("close")) {
                    return null;
                  }
                  if (method.getName().equals("prepareStatement")) {
                    statements.incrementAndGet();
                  }
                  try {
                    return method.invoke(connection, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    return (DataSource)
        Proxy.newProxyInstance(
            EngineHarness.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> method.getName().equals("getConnection") ? open : null);
  }

  /** Events need a transaction of the container; here nobody listens. */
  private static final class Unheard extends ObjectEvents {

    Unheard() {
      super(null);
    }

    @Override
    void created(ObjectRow object, Caller caller) {}

    @Override
    void changed(ObjectRow before, ObjectRow after, Caller caller) {}

    @Override
    void deleted(ObjectRow object, Caller caller) {}

    @Override
    void related(UUID object, UUID other, Caller caller) {}

    @Override
    void unrelated(UUID object, UUID other, Caller caller) {}
  }
}
