package dev.castellan.process.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.castellan.contracts.Caller;
import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Failure;
import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.process.definition.Mode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Executions as rows and rows as executions. */
@ApplicationScoped
class ExecutionRows {

  static final String COLUMNS =
      "e.id, e.process_id, e.process_version, e.mode, e.status, e.caller_id, e.caller_login,"
          + " e.caller_profile_id, e.caller_profile, e.inputs, e.steps, e.next_step,"
          + " e.enable_before, e.enable_after, e.ending, e.cancel_requested, e.failure,"
          + " e.deadline, e.accepted_at, e.started_at, e.finished_at, e.trace_parent";

  private final ObjectReader stepsReader;
  private final ObjectReader inputsReader;
  private final ObjectReader failureReader;
  private final Jdbc jdbc;

  ExecutionRows(Jdbc jdbc, ObjectMapper mapper) {
    this.jdbc = jdbc;
    this.stepsReader = mapper.readerFor(new TypeReference<List<Step>>() {});
    this.inputsReader = mapper.readerFor(new TypeReference<Map<String, Object>>() {});
    this.failureReader = mapper.readerFor(Failure.class);
  }

  Execution read(ResultSet row) throws SQLException {
    Order order =
        new Order(
            row.getObject("id", UUID.class),
            row.getLong("process_id"),
            Mode.of(row.getString("mode")),
            new Caller(
                row.getLong("caller_id"),
                row.getString("caller_login"),
                row.getLong("caller_profile_id"),
                row.getString("caller_profile")),
            json(inputsReader, row.getString("inputs")),
            instant(row, "accepted_at"),
            row.getString("trace_parent"));
    String ending = row.getString("ending");
    String failure = row.getString("failure");
    return new Execution(
        order,
        row.getLong("process_version"),
        ExecutionStatus.of(row.getString("status")),
        json(stepsReader, row.getString("steps")),
        row.getInt("next_step"),
        row.getObject("enable_before", Integer.class),
        row.getObject("enable_after", Integer.class),
        ending == null ? null : ExecutionStatus.of(ending),
        row.getBoolean("cancel_requested"),
        failure == null ? null : json(failureReader, failure),
        instant(row, "deadline"),
        instant(row, "started_at"),
        instant(row, "finished_at"));
  }

  /**
   * Binds what can change, one array per column: status, version, steps, next step, enable before
   * and after, ending, cancel requested, failure, deadline, started, finished.
   *
   * @return the place behind the last one bound
   */
  int bindProgress(PreparedStatement statement, int first, List<Execution> executions)
      throws SQLException {
    int place = first;
    Jdbc.bind(statement, place++, "text", executions, e -> e.status().word());
    Jdbc.bind(statement, place++, "bigint", executions, Execution::processVersion);
    Jdbc.bind(statement, place++, "text", executions, e -> jdbc.json(e.steps()));
    Jdbc.bind(statement, place++, "integer", executions, Execution::nextStep);
    Jdbc.bind(statement, place++, "smallint", executions, e -> small(e.enableBefore()));
    Jdbc.bind(statement, place++, "smallint", executions, e -> small(e.enableAfter()));
    Jdbc.bind(
        statement, place++, "text", executions, e -> e.ending() == null ? null : e.ending().word());
    Jdbc.bind(statement, place++, "boolean", executions, Execution::cancelRequested);
    Jdbc.bind(statement, place++, "text", executions, e -> jdbc.json(e.failure()));
    Jdbc.bind(statement, place++, "timestamptz", executions, Execution::deadline);
    Jdbc.bind(statement, place++, "timestamptz", executions, Execution::startedAt);
    Jdbc.bind(statement, place++, "timestamptz", executions, Execution::finishedAt);
    return place;
  }

  /**
   * Binds what never changes: id, process, mode, caller (four columns), inputs, accepted, trace.
   *
   * @return the place behind the last one bound
   */
  int bindOrder(PreparedStatement statement, int first, List<Execution> executions)
      throws SQLException {
    int place = first;
    Jdbc.bind(statement, place++, "uuid", executions, Execution::id);
    Jdbc.bind(statement, place++, "bigint", executions, e -> e.order().processId());
    Jdbc.bind(statement, place++, "text", executions, e -> e.order().mode().word());
    Jdbc.bind(statement, place++, "bigint", executions, e -> e.order().caller().userId());
    Jdbc.bind(statement, place++, "text", executions, e -> e.order().caller().login());
    Jdbc.bind(statement, place++, "bigint", executions, e -> e.order().caller().profileId());
    Jdbc.bind(statement, place++, "text", executions, e -> e.order().caller().profile());
    Jdbc.bind(statement, place++, "text", executions, e -> jdbc.json(e.order().inputs()));
    Jdbc.bind(statement, place++, "timestamptz", executions, e -> e.order().acceptedAt());
    Jdbc.bind(statement, place++, "text", executions, e -> e.order().traceParent());
    return place;
  }

  private static Short small(Integer value) {
    return value == null ? null : value.shortValue();
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static <T> T json(ObjectReader reader, String text) {
    try {
      return reader.readValue(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("execution cannot be read", e);
    }
  }
}
