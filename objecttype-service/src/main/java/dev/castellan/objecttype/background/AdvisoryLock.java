package dev.castellan.objecttype.background;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Keeps replicas from doing the same work at the same time. */
final class AdvisoryLock {

  private AdvisoryLock() {}

  /** What is done under the lock. */
  interface Work {
    void run(Statement statement) throws SQLException;
  }

  /** Does the work, unless another replica is at it. */
  static void ifFree(Connection connection, long key, Work work) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (isFree(statement, key)) {
        try {
          work.run(statement);
        } finally {
          statement.execute("select pg_advisory_unlock(" + key + ")");
        }
      }
    }
  }

  private static boolean isFree(Statement statement, long key) throws SQLException {
    try (ResultSet taken = statement.executeQuery("select pg_try_advisory_lock(" + key + ")")) {
      taken.next();
      return taken.getBoolean(1);
    }
  }
}
