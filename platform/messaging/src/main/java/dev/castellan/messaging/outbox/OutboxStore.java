package dev.castellan.messaging.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * The outbox tables. A row belongs to the relay named in {@code claimed_by}; only that one sends
 * it. A fresh row is claimed by its writer if no older unsent row of the same topic and key exists,
 * or if that one is the writer's too; otherwise it waits until the older one is gone.
 */
@ApplicationScoped
class OutboxStore {

  private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};
  private static final long CLAIM_LOCK = 0x0CA57E11A0B0L;
  private static final int CHUNK = 1_000;
  private static final String COLUMNS =
      "id, coalesce(after_id, 0), event_id, topic, key, type, time, payload, headers";

  private static final String INSERT =
      """
      insert into outbox (event_id, topic, key, type, time, payload, headers, after_id, claimed_by)
      select f.event_id, f.topic, f.key, f.type, f.time, f.payload, f.headers, o.id,
             case when o.id is null or o.claimed_by = ? then ? end
      from unnest(?, ?, ?, ?, ?, ?, ?) with ordinality
             as f (event_id, topic, key, type, time, payload, headers, place)
      left join lateral (
        select id, claimed_by from outbox
        where topic = f.topic and key = f.key order by id desc limit 1) o on true
      order by f.place
      returning id, coalesce(after_id, 0), claimed_by is not null
      """;

  private static final String DELETE =
      """
      with gone as (delete from outbox where id = any (?) returning topic, key)
      select exists (
        select 1 from gone g join outbox o
        on o.topic = g.topic and o.key = g.key and o.claimed_by is null)
      """;

  private static final String CLAIM =
      """
      update outbox set claimed_by = ?
      where id in (
        select o.id from outbox o
        where o.claimed_by is null
          and not exists (
            select 1 from outbox p
            where p.topic = o.topic and p.key = o.key and p.claimed_by <> ?)
        order by o.id limit %d)
      returning %s
      """
          .formatted(CHUNK, COLUMNS);

  private static final String RELEASE_DEAD =
      """
      update outbox set claimed_by = null
      where claimed_by is not null
        and claimed_by not in (select id from outbox_relay where seen_at > now() - ? * interval '1 ms')
      """;

  private static final String HEARTBEAT =
      """
      insert into outbox_relay (id, seen_at) values (?, now())
      on conflict (id) do update set seen_at = now()
      """;

  /** A new process is a new relay: what it left when it was killed is not its own any more. */
  private final UUID self = UuidCreator.getTimeOrderedEpoch();

  private final DataSource database;
  private final ObjectMapper mapper;

  OutboxStore(DataSource database, ObjectMapper mapper) {
    this.database = database;
    this.mapper = mapper;
  }

  /** Stores rows on the connection of the running transaction. */
  List<OutboxRow> insert(List<OutboxRow> rows) {
    if (rows.isEmpty()) {
      return rows;
    }
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setObject(1, self);
      insert.setObject(2, self);
      bind(connection, insert, 3, "uuid", rows.stream().map(OutboxRow::eventId).toArray());
      bind(connection, insert, 4, "text", rows.stream().map(OutboxRow::topic).toArray());
      bind(connection, insert, 5, "text", rows.stream().map(OutboxRow::key).toArray());
      bind(connection, insert, 6, "text", rows.stream().map(OutboxRow::type).toArray());
      bind(
          connection,
          insert,
          7,
          "timestamptz",
          rows.stream().map(r -> r.time().toString()).toArray());
      bind(
          connection,
          insert,
          8,
          "bytea",
          rows.stream().map(OutboxRow::payload).toArray(byte[][]::new));
      bind(connection, insert, 9, "text", rows.stream().map(this::headersJson).toArray());
      List<OutboxRow> stored = new ArrayList<>(rows.size());
      try (ResultSet result = insert.executeQuery()) {
        for (OutboxRow row : rows) {
          result.next();
          stored.add(row.stored(result.getLong(1), result.getLong(2), result.getBoolean(3)));
        }
      }
      return stored;
    } catch (SQLException e) {
      throw new OutboxException("events could not be stored", e);
    }
  }

  /**
   * Removes rows that the broker has taken.
   *
   * @return whether other rows of the same keys wait for somebody to claim them
   */
  boolean delete(Collection<Long> ids) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement delete = connection.prepareStatement(DELETE)) {
      bind(connection, delete, 1, "bigint", ids.toArray());
      try (ResultSet result = delete.executeQuery()) {
        result.next();
        return result.getBoolean(1);
      }
    }
  }

  /**
   * Claims rows that nobody sends and that wait for nobody.
   *
   * @param beforeCommit told of the rows while nobody else can see the claim yet
   * @return the rows, oldest first
   */
  List<OutboxRow> claim(Consumer<List<OutboxRow>> beforeCommit) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)");
          PreparedStatement claim = connection.prepareStatement(CLAIM)) {
        lock.setLong(1, CLAIM_LOCK);
        lock.execute();
        claim.setObject(1, self);
        claim.setObject(2, self);
        List<OutboxRow> rows = rows(claim);
        rows.sort(Comparator.comparingLong(OutboxRow::id));
        beforeCommit.accept(rows);
        connection.commit();
        return rows;
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  /** Rows of this relay, oldest first, from an id on. */
  List<OutboxRow> own(long afterId) throws SQLException {
    String query =
        "select %s from outbox where claimed_by = ? and id > ? order by id limit %d"
            .formatted(COLUMNS, CHUNK);
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(query)) {
      select.setObject(1, self);
      select.setLong(2, afterId);
      return rows(select);
    }
  }

  /** Says that this relay lives, and frees what dead ones had claimed. */
  void heartbeat(Duration deadAfter) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement beat = connection.prepareStatement(HEARTBEAT);
        PreparedStatement release = connection.prepareStatement(RELEASE_DEAD);
        PreparedStatement bury =
            connection.prepareStatement(
                "delete from outbox_relay where seen_at < now() - ? * interval '1 ms'")) {
      beat.setObject(1, self);
      beat.executeUpdate();
      release.setLong(1, deadAfter.toMillis());
      release.executeUpdate();
      bury.setLong(1, deadAfter.toMillis());
      bury.executeUpdate();
    }
  }

  /** Frees everything this relay had claimed; for an orderly stop. */
  void release() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement release =
            connection.prepareStatement(
                "update outbox set claimed_by = null where claimed_by = ?")) {
      release.setObject(1, self);
      release.executeUpdate();
    }
  }

  /** Seconds that the oldest unsent row has been waiting; 0 when there is none. */
  double oldestSeconds() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select coalesce(extract(epoch from now() - min(time)), 0) from outbox");
        ResultSet result = select.executeQuery()) {
      result.next();
      return result.getDouble(1);
    }
  }

  private List<OutboxRow> rows(PreparedStatement statement) throws SQLException {
    List<OutboxRow> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        rows.add(row(result));
      }
    }
    return rows;
  }

  private OutboxRow row(ResultSet result) throws SQLException {
    return new OutboxRow(
        result.getLong(1),
        result.getLong(2),
        true,
        result.getObject(3, UUID.class),
        result.getString(4),
        result.getString(5),
        result.getString(6),
        result.getObject(7, OffsetDateTime.class).toInstant(),
        result.getBytes(8),
        headers(result.getString(9)));
  }

  private static void bind(
      Connection connection, PreparedStatement statement, int place, String type, Object[] values)
      throws SQLException {
    statement.setArray(place, connection.createArrayOf(type, values));
  }

  private String headersJson(OutboxRow row) {
    if (row.extraHeaders().isEmpty()) {
      return null;
    }
    try {
      return mapper.writeValueAsString(row.extraHeaders());
    } catch (JsonProcessingException e) {
      throw new OutboxException("headers cannot be written", e);
    }
  }

  private Map<String, String> headers(String json) {
    try {
      return json == null ? Map.of() : mapper.readValue(json, HEADERS);
    } catch (JsonProcessingException e) {
      throw new OutboxException("headers cannot be read", e);
    }
  }
}
