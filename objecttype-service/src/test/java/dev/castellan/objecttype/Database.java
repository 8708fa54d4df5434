package dev.castellan.objecttype;

import dev.castellan.testing.PostgresResource;
import dev.castellan.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The service's database, past the service. */
public final class Database {

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

  public static void run(String sql, Object... parts) {
    try (Connection connection = PostgresServer.shared().connect(PostgresResource.DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute(sql.formatted(parts));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
