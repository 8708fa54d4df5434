package dev.castellan.messaging.idempotency;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The stored keys. Whoever stores one holds a lock on it until his transaction ends, so that a
 * repeated request, on any replica, sees at once that the first one still runs and waits for
 * nothing.
 */
@ApplicationScoped
public class IdempotencyKeys {

  private static final String CLAIM =
      """
      with asked as materialized (
        select f.*, pg_try_advisory_xact_lock(hashtextextended(f.caller_id || ':' || f.key, 1)) free
        from unnest(?, ?, ?, ?) as f (caller_id, key, fingerprint, execution_id))
      insert into idempotency_key as k (caller_id, key, fingerprint, execution_id)
      select caller_id, key, fingerprint, execution_id from asked where free
      on conflict (caller_id, key) do update
      set fingerprint = excluded.fingerprint, execution_id = excluded.execution_id,
        created_at = now(), status = null, location = null, content_type = null, body = null
      where k.created_at <= now() - ? * interval '1 ms'
      returning k.caller_id, k.key
      """;

  private static final String ANSWER =
      "update idempotency_key set status = ?, location = ?, content_type = ?, body = ?"
          + " where caller_id = ? and key = ?";

  private static final String FIND =
      "select fingerprint, execution_id, status, location, content_type, body from idempotency_key"
          + " where caller_id = ? and key = ? and created_at > now() - ? * interval '1 ms'";

  private static final String RELEASE =
      "delete from idempotency_key where (caller_id, key) in (select * from unnest(?, ?))";

  private final DataSource database;
  private final IdempotencyConfig config;

  IdempotencyKeys(DataSource database, IdempotencyConfig config) {
    this.database = database;
    this.config = config;
  }

  /**
   * Stores keys in the running transaction, all by one statement.
   *
   * @param executions what is about to be accepted, with the key it was asked for under
   * @return the executions that have their key; the others' keys are somebody else's, who is at it
   *     or has just ended
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public Set<UUID> claim(Map<UUID, IdempotencyKey> executions) {
    Map<Name, UUID> first = new HashMap<>();
    executions.forEach((execution, key) -> first.putIfAbsent(Name.of(key), execution));
    List<Map.Entry<Name, UUID>> asked = List.copyOf(first.entrySet());
    Set<UUID> claimed = new HashSet<>();
    claim(
            asked.stream().map(each -> executions.get(each.getValue())).toList(),
            asked.stream().map(Map.Entry::getValue).toArray(UUID[]::new))
        .forEach(name -> claimed.add(first.get(name)));
    return claimed;
  }

  /** Gives keys back whose executions were refused after all. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void release(Collection<IdempotencyKey> keys) {
    if (keys.isEmpty()) {
      return;
    }
    try (Connection connection = database.getConnection();
        PreparedStatement delete = connection.prepareStatement(RELEASE)) {
      bind(connection, delete, 1, "bigint", keys.stream().map(IdempotencyKey::callerId));
      bind(connection, delete, 2, "text", keys.stream().map(IdempotencyKey::key));
      delete.executeUpdate();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Stores one key in the running transaction; false when it is somebody else's. */
  boolean claim(IdempotencyKey key) {
    return !claim(List.of(key), new UUID[1]).isEmpty();
  }

  /** Stores the answer of a key that was claimed in the running transaction. */
  void answer(IdempotencyKey key, StoredAnswer answer) {
    try (Connection connection = database.getConnection();
        PreparedStatement update = connection.prepareStatement(ANSWER)) {
      update.setInt(1, answer.status());
      update.setString(2, answer.location());
      update.setString(3, answer.contentType());
      update.setBytes(4, answer.body());
      update.setLong(5, key.callerId());
      update.setString(6, key.key());
      update.executeUpdate();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** What was committed under a key of that name, by whatever request. */
  Optional<KnownKey> find(IdempotencyKey key) {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(FIND)) {
      select.setLong(1, key.callerId());
      select.setString(2, key.key());
      select.setLong(3, config.keep().toMillis());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(known(row)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private record Name(long callerId, String key) {
    static Name of(IdempotencyKey key) {
      return new Name(key.callerId(), key.key());
    }
  }

  private Set<Name> claim(List<IdempotencyKey> keys, UUID[] executions) {
    if (keys.isEmpty()) {
      return Set.of();
    }
    try (Connection connection = database.getConnection();
        PreparedStatement claim = connection.prepareStatement(CLAIM)) {
      bind(connection, claim, 1, "bigint", keys.stream().map(IdempotencyKey::callerId));
      bind(connection, claim, 2, "text", keys.stream().map(IdempotencyKey::key));
      bind(connection, claim, 3, "text", keys.stream().map(IdempotencyKey::fingerprint));
      claim.setArray(4, connection.createArrayOf("uuid", executions));
      claim.setLong(5, config.keep().toMillis());
      Set<Name> claimed = new HashSet<>();
      try (ResultSet row = claim.executeQuery()) {
        while (row.next()) {
          claimed.add(new Name(row.getLong(1), row.getString(2)));
        }
      }
      return claimed;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static KnownKey known(ResultSet row) throws SQLException {
    UUID execution = row.getObject(2, UUID.class);
    StoredAnswer answer =
        execution != null
            ? null
            : new StoredAnswer(row.getInt(3), row.getString(4), row.getString(5), row.getBytes(6));
    return new KnownKey(row.getString(1), execution, answer);
  }

  private static void bind(
      Connection connection, PreparedStatement statement, int place, String type, Stream<?> values)
      throws SQLException {
    statement.setArray(place, connection.createArrayOf(type, values.toArray()));
  }

  private static IllegalStateException failed(SQLException e) {
    return new IllegalStateException("idempotency keys cannot be read or written", e);
  }
}
