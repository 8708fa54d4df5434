package dev.castellan.objecttype.background;

import dev.castellan.objecttype.object.ObjectIndex;
import dev.castellan.objecttype.schema.Schema;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Indexes over the values of single properties, each for the objects of its type alone. They are
 * built and dropped while objects are read and written, by one replica at a time.
 */
@ApplicationScoped
class PropertyIndexes {

  private static final long LOCK = 0x0CA57E111DE5L;

  private static final String PRESENT =
      """
      select c.relname, i.indisvalid from pg_index i join pg_class c on c.oid = i.indexrelid
      where i.indrelid = 'object'::regclass and c.relname like 'property\\_%'
      """;

  private final DataSource database;

  PropertyIndexes(DataSource database) {
    this.database = database;
  }

  /** Builds what is missing and drops what nobody needs any more. */
  void build(Schema schema) {
    Map<String, String> wanted = new HashMap<>();
    ObjectIndex.of(schema).forEach(each -> wanted.put(each.name(), each.create()));
    try (Connection connection = database.getConnection()) {
      int patience = connection.getNetworkTimeout();
      // A large index takes longer than any other statement may.
      connection.setNetworkTimeout(Runnable::run, 0);
      try {
        AdvisoryLock.ifFree(connection, LOCK, statement -> build(statement, wanted));
      } finally {
        connection.setNetworkTimeout(Runnable::run, patience);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("indexes could not be built: " + e.getMessage(), e);
    }
  }

  private static void build(Statement statement, Map<String, String> wanted) throws SQLException {
    Map<String, Boolean> present = new HashMap<>();
    try (ResultSet row = statement.executeQuery(PRESENT)) {
      while (row.next()) {
        present.put(row.getString(1), row.getBoolean(2));
      }
    }
    for (Map.Entry<String, Boolean> each : present.entrySet()) {
      // An invalid one is what a build has left that was broken off.
      if (!wanted.containsKey(each.getKey()) || !each.getValue()) {
        statement.execute("drop index concurrently if exists " + each.getKey());
      } else {
        wanted.remove(each.getKey());
      }
    }
    for (Map.Entry<String, String> each : wanted.entrySet()) {
      statement.execute(each.getValue());
      Log.infof("Built index %s", each.getKey());
    }
    if (!wanted.isEmpty()) {
      // How the values of an expression are spread is only known once they were looked at.
      statement.execute("analyze object");
    }
  }
}
