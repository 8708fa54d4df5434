package dev.castellan.smartobject.execution;

import static dev.castellan.web.list.ListField.integer;
import static dev.castellan.web.list.ListField.text;
import static dev.castellan.web.list.ListField.time;
import static dev.castellan.web.list.ListField.uuid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Failure;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.list.ListPage;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.list.Listing;
import dev.castellan.web.list.Lists;
import dev.castellan.web.list.Sql;
import dev.castellan.web.secret.SecretArguments;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads execution records. */
@ApplicationScoped
class ExecutionReader {

  private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

  private static final Listing LISTING =
      Listing.of(
          ExecutionView.class,
          """
          e.id, e.smartobject_id, e.action, e.caller, e.source, e.process_execution_id,
            e.arguments, e.status, e.result, e.failure_code, e.failure_message, e.attempts,
            e.accepted_at, e.started_at, e.finished_at
          """,
          "execution e",
          "-acceptedAt",
          uuid("id", "e.id"),
          text("action", "e.action"),
          text("source", "e.source"),
          text("status", "e.status"),
          text("caller.login", "e.caller->>'login'").orNull(),
          text("caller.profile", "e.caller->>'profile'").orNull(),
          uuid("processExecutionId", "e.process_execution_id").orNull(),
          text("error.code", "e.failure_code").orNull(),
          integer("attempts", "e.attempts"),
          time("acceptedAt", "e.accepted_at"),
          time("startedAt", "e.started_at").orNull(),
          time("finishedAt", "e.finished_at").orNull());

  private static final String PROFILES =
      "select array(select profile_id from smartobject_profile p where p.smartobject_id = s.id)"
          + " from smartobject s where s.id = ?";

  private final DataSource database;
  private final ObjectMapper mapper;
  private final Lists lists;

  ExecutionReader(DataSource database, ObjectMapper mapper, Lists lists) {
    this.database = database;
    this.mapper = mapper;
    this.lists = lists;
  }

  ListPage<ExecutionView> ofObject(long smartobjectId, ListParameters asked) {
    return lists.read(
        database,
        LISTING,
        Sql.of("e.smartobject_id = ? and not e.safe", smartobjectId),
        asked,
        this::view);
  }

  Optional<ExecutionView> one(long smartobjectId, UUID id) {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(LISTING.select("e.smartobject_id = ? and e.id = ?"))) {
      select.setLong(1, smartobjectId);
      select.setObject(2, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(view(row)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("execution could not be read", e);
    }
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
                      mapper.convertValue(found.result(), MEMBERS),
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

  /** Profiles that may execute on an object; empty when there is no such object. */
  Optional<Set<Long>> profilesOf(long smartobjectId) {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(PROFILES)) {
      select.setLong(1, smartobjectId);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(Set.of((Long[]) row.getArray(1).getArray()))
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("object could not be read", e);
    }
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

  private ExecutionView view(ResultSet row) throws SQLException {
    String failureCode = row.getString(10);
    return new ExecutionView(
        row.getObject(1, UUID.class),
        row.getLong(2),
        row.getString(3),
        json(row.getString(4)),
        row.getString(5),
        row.getObject(6, UUID.class),
        settings(row.getString(7)),
        row.getString(8),
        json(row.getString(9)),
        failureCode == null ? null : new Failure(failureCode, row.getString(11)),
        row.getInt(12),
        instant(row, 13),
        instant(row, 14),
        instant(row, 15));
  }

  /** What an open execution holds sealed is masked. */
  private Object settings(String arguments) {
    try {
      return SecretArguments.mask(mapper.readValue(arguments, MEMBERS));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("execution could not be read", e);
    }
  }

  private Object json(String text) {
    try {
      return text == null ? null : mapper.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("execution could not be read", e);
    }
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
