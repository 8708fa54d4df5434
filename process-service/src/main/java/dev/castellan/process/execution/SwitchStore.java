package dev.castellan.process.execution;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** State and queue of switch processes, under the lock of their rows. */
@ApplicationScoped
class SwitchStore {

  private static final String LOCK =
      "select id, enable, version from process where id = any (?) order by id for update";

  /**
   * A statement of its own, after the lock: its snapshot must show what was committed meanwhile.
   */
  private static final String OPEN =
      "select process_id, count(*) from execution"
          + " where process_id = any (?) and finished_at is null group by process_id";

  private static final String FLIP = "update process set enable = ? where id = ?";

  private final DataSource database;

  SwitchStore(DataSource database) {
    this.database = database;
  }

  /** State of a locked process. */
  record State(int enable, long version) {}

  /** Locks processes until the end of the transaction; those that are gone are left out. */
  Map<Long, State> lock(Collection<Long> processIds) {
    Map<Long, State> states = new HashMap<>();
    query(
        LOCK,
        processIds,
        row -> states.put(row.getLong(1), new State(row.getInt(2), row.getLong(3))));
    return states;
  }

  /** How many executions of each locked process run or queue; none left out means none. */
  Map<Long, Integer> open(Collection<Long> processIds) {
    Map<Long, Integer> counts = new HashMap<>();
    query(OPEN, processIds, row -> counts.put(row.getLong(1), row.getInt(2)));
    return counts;
  }

  /** Sets the state of a locked process. */
  void flip(long processId, int enable) {
    try (Connection connection = database.getConnection();
        PreparedStatement update = connection.prepareStatement(FLIP)) {
      update.setInt(1, enable);
      update.setLong(2, processId);
      update.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("state cannot be written", e);
    }
  }

  private interface RowReader {
    void take(ResultSet row) throws SQLException;
  }

  private void query(String sql, Collection<Long> ids, RowReader reader) {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          reader.take(row);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("processes cannot be locked", e);
    }
  }
}
