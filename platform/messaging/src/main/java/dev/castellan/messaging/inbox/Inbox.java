package dev.castellan.messaging.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;

/** Remembers which events have been handled, in the transaction that holds their effect. */
@ApplicationScoped
public class Inbox {

  private static final String INSERT =
      "insert into inbox (event_id) select unnest(?) on conflict do nothing returning event_id";

  private final DataSource database;

  Inbox(DataSource database) {
    this.database = database;
  }

  /**
   * Marks events as handled.
   *
   * @return those that had not been handled before
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public Set<UUID> firstTime(Collection<UUID> eventIds) {
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      // In one order everywhere: two replicas that both read a record must not lock each other out.
      insert.setArray(1, connection.createArrayOf("uuid", new TreeSet<>(eventIds).toArray()));
      Set<UUID> fresh = new HashSet<>();
      try (ResultSet result = insert.executeQuery()) {
        while (result.next()) {
          fresh.add(result.getObject(1, UUID.class));
        }
      }
      return fresh;
    } catch (SQLException e) {
      throw new IllegalStateException("inbox could not be written", e);
    }
  }
}
