package dev.castellan.smartobject.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Failure;
import dev.castellan.web.failure.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads execution records, newest first. */
@ApplicationScoped
class ExecutionReader {

  /** Most that one list answers; older ones are there by id. */
  private static final int MOST = 1_000;

  private static final TypeReference<Map<String, Object>> RESULT = new TypeReference<>() {};

  private static final String SELECT =
      """
      select id, smartobject_id, action, caller, source, process_execution_id, arguments, status,
        result, failure_code, failure_message, attempts, accepted_at, started_at, finished_at
      from execution where smartobject_id = ?
      """;

  private final DataSource database;
  private final ObjectMapper mapper;

  ExecutionReader(DataSource database, ObjectMapper mapper) {
    this.database = database;
    this.mapper = mapper;
  }

  List<ExecutionView> ofObject(long smartobjectId) {
    return read(
        SELECT + "and not safe order by accepted_at desc, id desc limit " + MOST,
        smartobjectId,
        null);
  }

  Optional<ExecutionView> one(long smartobjectId, UUID id) {
    return read(SELECT + "and id = ?", smartobjectId, id).stream().findFirst();
  }

  /** How an accepted action stands by now; empty when its record is gone. */
  Optional<ActionOutcome> outcome(ActionOutcome accepted) {
    return one(accepted.call().smartobjectId(), accepted.call().id())
        .map(
            found -> {
              ExecutionStatus status = ExecutionStatus.of(found.status());
              if (!status.terminal()) {
                return accepted;
              }
              return status == ExecutionStatus.SUCCEEDED
                  ? ActionOutcome.succeeded(
                      accepted.call(),
                      accepted.safe(),
                      mapper.convertValue(found.result(), RESULT),
                      found.attempts(),
                      found.startedAt(),
                      found.finishedAt())
                  : ActionOutcome.failed(
                      accepted.call(),
                      accepted.safe(),
                      ErrorCode.ofCode(found.error().code()),
                      found.error().message(),
                      found.attempts(),
                      found.startedAt(),
                      found.finishedAt());
            });
  }

  boolean objectExists(long smartobjectId) {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select 1 from smartobject where id = ?")) {
      select.setLong(1, smartobjectId);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("object could not be read", e);
    }
  }

  private List<ExecutionView> read(String sql, long smartobjectId, UUID id) {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, smartobjectId);
      if (id != null) {
        select.setObject(2, id);
      }
      List<ExecutionView> views = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          views.add(view(row));
        }
      }
      return views;
    } catch (SQLException | JsonProcessingException e) {
      throw new IllegalStateException("executions could not be read", e);
    }
  }

  private ExecutionView view(ResultSet row) throws SQLException, JsonProcessingException {
    String failureCode = row.getString(10);
    return new ExecutionView(
        row.getObject(1, UUID.class),
        row.getLong(2),
        row.getString(3),
        json(row.getString(4)),
        row.getString(5),
        row.getObject(6, UUID.class),
        json(row.getString(7)),
        row.getString(8),
        json(row.getString(9)),
        failureCode == null ? null : new Failure(failureCode, row.getString(11)),
        row.getInt(12),
        instant(row, 13),
        instant(row, 14),
        instant(row, 15));
  }

  private Object json(String text) throws JsonProcessingException {
    return text == null ? null : mapper.readTree(text);
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
