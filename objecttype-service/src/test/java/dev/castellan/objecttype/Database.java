package dev.castellan.objecttype;

import dev.castellan.testing.PostgresResource;
import dev.castellan.testing.PostgresServer;
import io.quarkus.logging.Log;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The service's database, past the service. */
public final class Database {

  private static final String DEADLOCK = "40P01";
  private static final int TRIES = 5;

  private Database() {}

  /** First column of the first row as text, null without a row. */
  public static String text(String sql, Object... parts) {
    try (Connection connection = PostgresServer.shared().connect(PostgresResource.DATABASE);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql.formatted(parts))) {
      return row.next() ? row.getString(1) : null;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What changes a table can meet an index that the service builds meanwhile, and give way. */
  public static void run(String sql, Object... parts) {
    for (int left = TRIES; !ran(sql.formatted(parts), left); left--) {
      Log.infof("Once more after a deadlock: %s", sql);
    }
  }

  private static boolean ran(String sql, int left) {
    try (Connection connection = PostgresServer.shared().connect(PostgresResource.DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return true;
    } catch (SQLException e) {
      if (DEADLOCK.equals(e.getSQLState()) && left > 1) {
        return false;
      }
      throw new IllegalStateException(e);
    }
  }
}
