package dev.castellan.process.execution;

import static dev.castellan.process.execution.ExecutionRows.COLUMNS;

import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.process.definition.Mode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The execution table, by plain JDBC on the connection of the running transaction. Whatever locks
 * takes rows in one order everywhere: simple executions by id, process rows by id, executions of
 * switches by id.
 */
@ApplicationScoped
class ExecutionStore {

  private static final String INSERT =
      """
      insert into execution (id, process_id, mode, caller_id, caller_login, caller_profile_id,
        caller_profile, inputs, accepted_at, trace_parent, status, process_version, steps, next_step,
        enable_before, enable_after, ending, cancel_requested, failure, deadline, started_at,
        finished_at)
      select f.id, f.process_id, f.mode, f.caller_id, f.caller_login, f.caller_profile_id,
        f.caller_profile, f.inputs::jsonb, f.accepted_at, f.trace_parent, f.status, f.process_version,
        f.steps::jsonb, f.next_step, f.enable_before, f.enable_after, f.ending,
        f.cancel_requested, f.failure::jsonb, f.deadline, f.started_at, f.finished_at
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) with ordinality
        as f (id, process_id, mode, caller_id, caller_login, caller_profile_id, caller_profile,
          inputs, accepted_at, trace_parent, status, process_version, steps, next_step, enable_before,
          enable_after, ending, cancel_requested, failure, deadline, started_at, finished_at,
          nth)
      order by f.nth
      """;

  private static final String UPDATE =
      """
      update execution e
      set status = f.status, process_version = f.process_version, steps = f.steps::jsonb,
        next_step = f.next_step, enable_before = f.enable_before, enable_after = f.enable_after,
        ending = f.ending, cancel_requested = f.cancel_requested, failure = f.failure::jsonb,
        deadline = f.deadline, started_at = f.started_at, finished_at = f.finished_at
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        as f (id, status, process_version, steps, next_step, enable_before, enable_after, ending,
          cancel_requested, failure, deadline, started_at, finished_at)
      where e.id = f.id
      """;

  private static final String UPDATE_INPUTS =
      """
      update execution e set inputs = f.inputs::jsonb from unnest(?, ?) as f (id, inputs)
      where e.id = f.id
      """;

  private static final String LOCK_OPEN =
      "select %s from execution e where e.id = any (?) and e.mode = ? order by e.id for update";

  private static final String SWITCHES_OF =
      "select distinct process_id from execution where id = any (?) and mode = 'switch'";

  private static final String QUEUED =
      """
      select %s from execution e
      where e.process_id = ? and e.finished_at is null and e.status = 'accepted'
        and e.id <> all (?)
      order by e.place limit ? for update
      """;

  private static final String OVERDUE =
      "select id from execution where finished_at is null and deadline <= ? order by id limit 1000";

  private final Jdbc jdbc;
  private final ExecutionRows rows;

  ExecutionStore(Jdbc jdbc, ExecutionRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  void insert(List<Execution> executions) {
    if (executions.isEmpty()) {
      return;
    }
    jdbc.run(
        INSERT,
        statement -> {
          rows.bindProgress(statement, rows.bindOrder(statement, 1, executions), executions);
          return statement.executeUpdate();
        });
  }

  void update(List<Execution> executions) {
    if (executions.isEmpty()) {
      return;
    }
    jdbc.run(
        UPDATE,
        statement -> {
          Jdbc.bind(statement, 1, "uuid", executions, Execution::id);
          rows.bindProgress(statement, 2, executions);
          return statement.executeUpdate();
        });
  }

  /** Writes inputs anew, which other updates leave alone. */
  void updateInputs(List<Execution> executions) {
    if (executions.isEmpty()) {
      return;
    }
    jdbc.run(
        UPDATE_INPUTS,
        statement -> {
          Jdbc.bind(statement, 1, "uuid", executions, Execution::id);
          Jdbc.bind(statement, 2, "text", executions, e -> jdbc.json(e.order().inputs()));
          return statement.executeUpdate();
        });
  }

  /**
   * Locks those of the executions that are open and of that mode. By id alone: with the end in the
   * statement the planner would go through all that are open.
   */
  List<Execution> lockOpen(Collection<UUID> ids, Mode mode) {
    return jdbc.run(
        LOCK_OPEN.formatted(COLUMNS),
        statement -> {
          bindIds(statement, 1, ids);
          statement.setString(2, mode.word());
          return all(statement).stream().filter(each -> !each.finished()).toList();
        });
  }

  /** Processes of those of the executions that are of a switch. */
  List<Long> switchesOf(Collection<UUID> ids) {
    return jdbc.run(
        SWITCHES_OF,
        statement -> {
          bindIds(statement, 1, ids);
          return Jdbc.rows(statement, row -> row.getLong(1));
        });
  }

  /**
   * Locks the executions of a locked switch that wait the longest, the first one first.
   *
   * @param except those that have changed in memory already
   */
  List<Execution> lockQueued(long processId, Collection<UUID> except, int most) {
    return jdbc.run(
        QUEUED.formatted(COLUMNS),
        statement -> {
          statement.setLong(1, processId);
          bindIds(statement, 2, except);
          statement.setInt(3, most);
          return all(statement);
        });
  }

  /** An execution as it was last committed. */
  Optional<Execution> find(UUID id) {
    return jdbc.run(
        "select %s from execution e where e.id = ?".formatted(COLUMNS),
        statement -> {
          statement.setObject(1, id);
          return all(statement).stream().findFirst();
        });
  }

  /** A mark for each of the executions that is another one once the row has changed. */
  Map<UUID, String> revisions(Collection<UUID> ids) {
    return jdbc.run(
        "select id, xmin::text from execution where id = any (?)",
        statement -> {
          bindIds(statement, 1, ids);
          Map<UUID, String> marks = new HashMap<>();
          Jdbc.rows(statement, row -> marks.put(row.getObject(1, UUID.class), row.getString(2)));
          return marks;
        });
  }

  /** Open executions whose deadline is past. */
  List<UUID> overdue(Instant now) {
    return jdbc.run(
        OVERDUE,
        statement -> {
          statement.setObject(1, now.atOffset(ZoneOffset.UTC));
          return Jdbc.rows(statement, row -> row.getObject(1, UUID.class));
        });
  }

  /** How many executions are open, of all processes. */
  int countOpen() {
    return jdbc.run(
        "select count(*) from execution where finished_at is null",
        statement -> {
          try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
          }
        });
  }

  private List<Execution> all(PreparedStatement statement) throws SQLException {
    return Jdbc.rows(statement, rows::read);
  }

  private static void bindIds(PreparedStatement statement, int place, Collection<UUID> ids)
      throws SQLException {
    Jdbc.bind(statement, place, "uuid", ids, id -> id);
  }
}
