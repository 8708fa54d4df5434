package dev.castellan.smartobject.execution;

import dev.castellan.contracts.Caller;
import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.secret.SecretArguments;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The queues of real devices, in the running transaction; each method is one statement or two. */
@ApplicationScoped
class DeviceQueue {

  private static final String COUNT =
      """
      select smartobject_id, count(*) from execution
      where finished_at is null and smartobject_id = any (?) group by smartobject_id
      """;

  private static final String ADD =
      """
      insert into execution (%1$s, step, safe, expires_at, status, attempts, accepted_at)
      select %1$s, step, safe, expires_at, 'accepted', 0, clock_timestamp()
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) with ordinality
        as u (%1$s, step, safe, expires_at, nth)
      order by nth
      """
          .formatted(CallColumns.NAMES);

  private static final String QUEUED =
      """
      select id, smartobject_id, action, arguments, caller, source, process_execution_id, step, safe,
        expires_at, status = 'running', attempts, started_at, trace_parent
      from execution
      where finished_at is null and
      """;

  private static final String HEADS =
      """
      select head.* from unnest(?) as object (id)
      cross join lateral (%s smartobject_id = object.id order by place limit 1) head
      """
          .formatted(QUEUED);

  /** Locked in one order, since the queue of a deleted object has no lease. */
  private static final String HOPELESS =
      QUEUED
          + """
           status = 'accepted'
            and (smartobject_id = any (?) or smartobject_id = any (?) and expires_at <= ?)
          order by place limit ? for update
          """;

  private static final int MOST_HOPELESS = 1_000;

  private static final String START =
      """
      update execution e set status = 'running', attempts = u.attempts, started_at = u.started_at
      from unnest(?, ?, ?) as u (id, attempts, started_at)
      where e.id = u.id
      """;

  /** Whoever was declared lost while he worked comes too late: the attempt is not his any more. */
  private static final String FINISH =
      """
      update execution e set status = u.status, finished_at = u.finished_at, result = u.result,
        failure_code = u.code, failure_message = u.message,
        arguments = coalesce(u.arguments, e.arguments)
      from unnest(?, ?, ?, ?, ?, ?, ?, ?) as u (id, status, attempts, finished_at, result, code,
        message, arguments)
      where e.id = u.id and e.finished_at is null and e.attempts = u.attempts
      returning e.id
      """;

  private final Jdbc jdbc;
  private final DeviceConfig config;

  DeviceQueue(Jdbc jdbc, DeviceConfig config) {
    this.jdbc = jdbc;
    this.config = config;
  }

  /**
   * Puts the accepted ones among the outcomes into the queues of their locked devices.
   *
   * @return the outcomes, those refused for which there was no room
   */
  List<ActionOutcome> add(List<ActionOutcome> outcomes) {
    List<ActionOutcome> accepted = outcomes.stream().filter(each -> !each.ended()).toList();
    if (accepted.isEmpty()) {
      return outcomes;
    }
    Map<Long, Integer> lengths = lengths(accepted);
    List<ActionOutcome> settled = new ArrayList<>(outcomes.size());
    List<ActionOutcome> added = new ArrayList<>(accepted.size());
    for (ActionOutcome outcome : outcomes) {
      if (outcome.ended()) {
        settled.add(outcome);
      } else if (lengths.merge(outcome.call().smartobjectId(), 1, Integer::sum)
          > config.queuedPerObject()) {
        settled.add(ActionOutcome.refused(outcome.call(), ErrorCode.TOO_MANY_REQUESTS));
      } else {
        settled.add(outcome);
        added.add(outcome);
      }
    }
    if (!added.isEmpty()) {
      insert(added);
    }
    return settled;
  }

  private Map<Long, Integer> lengths(List<ActionOutcome> accepted) {
    return jdbc.run(
        COUNT,
        count -> {
          Jdbc.bind(count, 1, "bigint", accepted, each -> each.call().smartobjectId());
          Map<Long, Integer> lengths = new HashMap<>();
          Jdbc.rows(count, row -> lengths.put(row.getLong(1), row.getInt(2)));
          return lengths;
        });
  }

  private void insert(List<ActionOutcome> added) {
    List<ActionCall> calls = added.stream().map(ActionOutcome::call).toList();
    jdbc.run(
        ADD,
        add -> {
          int next = CallColumns.bind(jdbc, add, calls);
          Jdbc.bind(add, next, "int", calls, call -> call.direct() ? null : call.answerTo().step());
          Jdbc.bind(add, next + 1, "boolean", added, ActionOutcome::safe);
          Jdbc.bind(add, next + 2, "timestamptz", calls, ActionCall::expiresAt);
          return add.executeUpdate();
        });
  }

  /** The first unfinished action of each object that has one. */
  List<QueuedAction> heads(Collection<Long> smartobjectIds) {
    return jdbc.run(
        HEADS,
        select -> {
          Jdbc.bind(select, 1, "bigint", smartobjectIds, id -> id);
          return Jdbc.rows(select, this::queued);
        });
  }

  /**
   * Actions that no driver is to be called for any more.
   *
   * @param gone objects of which none is to be run
   * @param others objects of which those are not that have expired
   * @return some of them, at least the first of each object
   */
  List<QueuedAction> hopeless(Collection<Long> gone, Collection<Long> others, Instant now) {
    return jdbc.run(
        HOPELESS,
        select -> {
          Jdbc.bind(select, 1, "bigint", gone, id -> id);
          Jdbc.bind(select, 2, "bigint", others, id -> id);
          select.setObject(3, now.atOffset(ZoneOffset.UTC));
          select.setInt(4, MOST_HOPELESS);
          return Jdbc.rows(select, this::queued);
        });
  }

  /** Puts on record that drivers are about to be called. */
  void start(List<QueuedAction> actions) {
    jdbc.run(
        START,
        start -> {
          Jdbc.bind(start, 1, "uuid", actions, each -> each.call().id());
          Jdbc.bind(start, 2, "int", actions, QueuedAction::attempts);
          Jdbc.bind(start, 3, "timestamptz", actions, QueuedAction::startedAt);
          return start.executeUpdate();
        });
  }

  /**
   * Ends actions, each unless somebody else has ended or taken over this attempt.
   *
   * @return ids of those that this call ended
   */
  Set<UUID> finish(List<ActionOutcome> outcomes) {
    return jdbc.run(
        FINISH,
        finish -> {
          Jdbc.bind(finish, 1, "uuid", outcomes, each -> each.call().id());
          Jdbc.bind(finish, 2, "text", outcomes, each -> each.status().word());
          Jdbc.bind(finish, 3, "int", outcomes, ActionOutcome::attempts);
          Jdbc.bind(finish, 4, "timestamptz", outcomes, ActionOutcome::finishedAt);
          Jdbc.bind(finish, 5, "jsonb", outcomes, each -> jdbc.json(each.result()));
          Jdbc.bind(finish, 6, "text", outcomes, ActionOutcome::failureCode);
          Jdbc.bind(finish, 7, "text", outcomes, ActionOutcome::failureMessage);
          Jdbc.bind(finish, 8, "jsonb", outcomes, each -> withoutSecrets(each.call()));
          return new HashSet<>(Jdbc.rows(finish, row -> row.getObject(1, UUID.class)));
        });
  }

  /** What stays of arguments that need their secrets no more; null when there are none. */
  private String withoutSecrets(ActionCall ended) {
    return SecretArguments.anySealed(ended.arguments())
        ? jdbc.json(SecretArguments.mask(ended.arguments()))
        : null;
  }

  @SuppressWarnings("unchecked")
  private QueuedAction queued(ResultSet row) throws SQLException {
    Integer step = row.getObject(8, Integer.class);
    ActionCall call =
        new ActionCall(
            row.getObject(1, UUID.class),
            row.getLong(2),
            row.getString(3),
            jdbc.value(row.getString(4), Map.class),
            jdbc.value(row.getString(5), Caller.class),
            row.getString(6),
            false,
            Jdbc.instant(row, 10),
            step == null ? null : new ActionCall.AnswerTo(row.getObject(7, UUID.class), step),
            row.getString(14));
    return new QueuedAction(
        call, row.getBoolean(9), row.getBoolean(11), row.getInt(12), Jdbc.instant(row, 13));
  }
}
