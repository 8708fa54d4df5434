package dev.castellan.smartobject.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Devices and execution records on the connection of the running transaction; each method is one
 * statement.
 */
@ApplicationScoped
class ExecutionStore {

  private static final TypeReference<Map<String, Object>> STATE = new TypeReference<>() {};

  /** Always in order of id, so that two transactions never wait for each other. */
  private static final String LOCK =
      """
      select d.smartobject_id, s.module, d.state, d.changes,
        array(select profile_id from smartobject_profile p where p.smartobject_id = s.id)
      from device d join smartobject s on s.id = d.smartobject_id
      where d.smartobject_id = any (?)
      order by d.smartobject_id
      for no key update of d
      """;

  private static final String UPDATE_DEVICES =
      """
      update device d set state = u.state, changes = u.changes, last_use = u.used_at
      from unnest(?, ?, ?, ?) as u (id, state, changes, used_at)
      where d.smartobject_id = u.id
      """;

  private static final String INSERT =
      """
      insert into execution (id, smartobject_id, action, arguments, caller, source,
        process_execution_id, status, attempts, accepted_at, started_at, finished_at, result)
      select id, smartobject_id, action, arguments, caller, source,
        process_execution_id, 'succeeded', 1, at, at, at, result
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) as u (id, smartobject_id, action, arguments, caller,
        source, process_execution_id, at, result)
      """;

  private final DataSource database;
  private final ObjectMapper mapper;

  ExecutionStore(DataSource database, ObjectMapper mapper) {
    this.database = database;
    this.mapper = mapper;
  }

  /**
   * The devices of these objects, kept from others until the transaction ends; missing ones are
   * left out.
   */
  Map<Long, Device> lock(Collection<Long> smartobjectIds) {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(LOCK)) {
      select.setArray(1, connection.createArrayOf("bigint", smartobjectIds.toArray()));
      Map<Long, Device> devices = new HashMap<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Set<Long> profiles = Set.copyOf(Arrays.asList((Long[]) row.getArray(5).getArray()));
          devices.put(
              row.getLong(1),
              new Device(
                  row.getLong(1),
                  row.getString(2),
                  profiles,
                  mapper.readValue(row.getString(3), STATE),
                  row.getLong(4)));
        }
      }
      return devices;
    } catch (SQLException | JsonProcessingException e) {
      throw new IllegalStateException("devices could not be read", e);
    }
  }

  void update(List<Device> devices) {
    try (Connection connection = database.getConnection();
        PreparedStatement update = connection.prepareStatement(UPDATE_DEVICES)) {
      array(connection, update, 1, "bigint", devices.stream().map(Device::smartobjectId));
      array(connection, update, 2, "jsonb", devices.stream().map(each -> json(each.state())));
      array(connection, update, 3, "bigint", devices.stream().map(Device::changes));
      array(connection, update, 4, "timestamptz", devices.stream().map(Device::usedAt));
      update.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("devices could not be changed", e);
    }
  }

  void insert(List<ActionOutcome> outcomes) {
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      List<ActionCall> calls = outcomes.stream().map(ActionOutcome::call).toList();
      array(connection, insert, 1, "uuid", calls.stream().map(ActionCall::id));
      array(connection, insert, 2, "bigint", calls.stream().map(ActionCall::smartobjectId));
      array(connection, insert, 3, "text", calls.stream().map(ActionCall::action));
      array(connection, insert, 4, "jsonb", calls.stream().map(each -> json(each.arguments())));
      array(connection, insert, 5, "jsonb", calls.stream().map(each -> json(each.caller())));
      array(connection, insert, 6, "text", calls.stream().map(ActionCall::source));
      array(
          connection,
          insert,
          7,
          "uuid",
          calls.stream().map(each -> each.direct() ? null : each.command().executionId()));
      array(connection, insert, 8, "timestamptz", outcomes.stream().map(ActionOutcome::finishedAt));
      array(connection, insert, 9, "jsonb", outcomes.stream().map(each -> json(each.result())));
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("executions could not be recorded", e);
    }
  }

  private static void array(
      Connection connection, PreparedStatement statement, int place, String type, Stream<?> values)
      throws SQLException {
    Object[] elements =
        values.map(each -> each instanceof java.time.Instant at ? at.toString() : each).toArray();
    statement.setArray(place, connection.createArrayOf(type, elements));
  }

  private String json(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON", e);
    }
  }
}
