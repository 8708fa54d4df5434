package dev.castellan.messaging.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.castellan.messaging.jdbc.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
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

  private static final long CLAIM_LOCK = 0x0CA57E11A0B0L;

  /** Rows of one look. */
  static final int CHUNK = 1_000;

  private static final String INSERT =
      """
      insert into outbox (event_id, topic, key, type, time, payload, headers, after_id, claimed_by)
      select f.event_id, f.topic, f.key, f.type, f.time, f.payload, f.headers, o.id,
             case when o.id is null or o.claimed_by = ? then ? end
      from unnest(?, ?, ?, ?, ?, ?, ?) with ordinality
             as f (event_id, topic, key, type, time, payload, headers, place)
      left join lateral (
        select id, claimed_by from outbox
        where topic = f.topic and key = f.key order by id + 0 desc limit 1) o on true
      order by f.place
      returning id, coalesce(after_id, 0), claimed_by is not null
      """;

  private static final String DELETE =
      """
      with gone as (delete from outbox where id = any (?) and claimed_by = ? returning topic, key)
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
            where p.topic = o.topic and p.key = o.key and p.claimed_by <> ? offset 0)
        order by o.id + 0 limit %d)
      returning %s
      """
          .formatted(CHUNK, OutboxRows.COLUMNS);

  private static final String OF_THE_DEAD =
      """
      update outbox set claimed_by = null
      where claimed_by is not null
        and claimed_by not in (select id from outbox_relay where seen_at > now() - ? * interval '1 ms')
      """;

  /** Who died between two looks has left rows that are soon the oldest that there are. */
  private static final String OF_THE_DEAD_AMONG_THE_OLDEST =
      OF_THE_DEAD + " and id = any (array(select id from outbox order by id limit " + CHUNK + "))";

  private static final String BURY =
      "delete from outbox_relay where seen_at < now() - ? * interval '1 ms'";

  /** Looking through all rows is for when somebody is known to have died. */
  private static final int BEATS_PER_LOOK = 10;

  /** A new process is a new relay: what it left when it was killed is not its own any more. */
  private volatile UUID self = UuidCreator.getTimeOrderedEpoch();

  private int beats;

  private final DataSource database;
  private final OutboxRows table;

  OutboxStore(DataSource database, ObjectMapper mapper) {
    this.database = database;
    this.table = new OutboxRows(mapper);
  }

  /** Stores rows on the connection of the running transaction. */
  List<OutboxRow> insert(List<OutboxRow> rows) {
    if (rows.isEmpty()) {
      return rows;
    }
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      UUID relay = self;
      insert.setObject(1, relay);
      insert.setObject(2, relay);
      Jdbc.bind(insert, 3, "uuid", rows, OutboxRow::eventId);
      Jdbc.bind(insert, 4, "text", rows, OutboxRow::topic);
      Jdbc.bind(insert, 5, "text", rows, OutboxRow::key);
      Jdbc.bind(insert, 6, "text", rows, OutboxRow::type);
      Jdbc.bind(insert, 7, "timestamptz", rows, OutboxRow::time);
      Jdbc.bind(insert, 8, "bytea", rows, OutboxRow::payload);
      Jdbc.bind(insert, 9, "text", rows, table::headers);
      List<OutboxRow> stored = new ArrayList<>(rows.size());
      try (ResultSet result = insert.executeQuery()) {
        for (OutboxRow row : rows) {
          result.next();
          UUID claimed = result.getBoolean(3) ? relay : null;
          stored.add(row.stored(result.getLong(1), result.getLong(2), claimed));
        }
      }
      return stored;
    } catch (SQLException e) {
      throw new OutboxException("events could not be stored", e);
    }
  }

  /**
   * Removes rows that the broker has taken, unless they have become another relay's since.
   *
   * @param relay the one that sent them
   * @return whether other rows of the same keys wait for somebody to claim them
   */
  boolean delete(Collection<Long> ids, UUID relay) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement delete = connection.prepareStatement(DELETE)) {
      Jdbc.bind(delete, 1, "bigint", ids, id -> id);
      delete.setObject(2, relay);
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
        UUID relay = self;
        claim.setObject(1, relay);
        claim.setObject(2, relay);
        List<OutboxRow> rows = Jdbc.rows(claim, table::read);
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

  /** Ids of the rows of this relay, in order, from an id on. */
  List<Long> own(long afterId) throws SQLException {
    String query =
        "select id from outbox where claimed_by = ? and id > ? order by id limit " + CHUNK;
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(query)) {
      select.setObject(1, self);
      select.setLong(2, afterId);
      return Jdbc.rows(select, row -> row.getLong(1));
    }
  }

  /** Those of the rows that are there, oldest first. */
  List<OutboxRow> find(Collection<Long> ids) throws SQLException {
    if (ids.isEmpty()) {
      return List.of();
    }
    String query =
        "select %s from outbox where id = any (?) order by id".formatted(OutboxRows.COLUMNS);
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(query)) {
      Jdbc.bind(select, 1, "bigint", ids, id -> id);
      return Jdbc.rows(select, table::read);
    }
  }

  /**
   * Says that this relay lives, and frees what dead ones had claimed.
   *
   * @param reborn told of its new id when it was taken for dead, or was never known. The rows that
   *     it had claimed are somebody else's then; nothing is claimed for the new one before this
   *     returns
   * @return whether it was known
   */
  boolean heartbeat(Duration deadAfter, Consumer<UUID> reborn) throws SQLException {
    try (Connection connection = database.getConnection()) {
      boolean known =
          update(connection, "update outbox_relay set seen_at = now() where id = ?", self) > 0;
      if (!known) {
        UUID next = UuidCreator.getTimeOrderedEpoch();
        update(connection, "insert into outbox_relay (id, seen_at) values (?, now())", next);
        reborn.accept(next);
        self = next;
      }
      int beat = known ? beats + 1 : 0;
      // If one of these fails the next beat looks through all again.
      beats = -1;
      boolean died = update(connection, BURY, deadAfter.toMillis()) > 0;
      // At the second beat too: the former self may have been committing while it was buried.
      if (died || beat <= 1) {
        update(connection, OF_THE_DEAD, deadAfter.toMillis());
      } else if (beat % BEATS_PER_LOOK == 0) {
        update(connection, OF_THE_DEAD_AMONG_THE_OLDEST, deadAfter.toMillis());
      }
      beats = beat;
      return known;
    }
  }

  private static int update(Connection connection, String sql, Object parameter)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setObject(1, parameter);
      return update.executeUpdate();
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
                "select coalesce((select extract(epoch from now() - time) from outbox"
                    + " order by id limit 1), 0)");
        ResultSet result = select.executeQuery()) {
      result.next();
      return result.getDouble(1);
    }
  }
}
