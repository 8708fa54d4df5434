package dev.castellan.smartobject.execution;

import dev.castellan.messaging.jdbc.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Devices and execution records on the connection of the running transaction; each method is one
 * statement.
 */
@ApplicationScoped
class ExecutionStore {

  private static final String READ =
      """
      select d.smartobject_id, s.module, d.state, d.changes,
        array(select profile_id from smartobject_profile p where p.smartobject_id = s.id)
      from device d join smartobject s on s.id = d.smartobject_id
      where d.smartobject_id = any (?)
      order by d.smartobject_id
      """;

  /** Always in order of id, so that two transactions never wait for each other. */
  private static final String LOCK = READ + " for no key update of d";

  private static final String UPDATE_DEVICES =
      """
      update device d set state = u.state, changes = u.changes, last_use = u.used_at
      from unnest(?, ?, ?, ?) as u (id, state, changes, used_at)
      where d.smartobject_id = u.id
      """;

  private static final String INSERT =
      """
      insert into execution (%1$s, status, attempts, accepted_at, started_at, finished_at, result,
        failure_code, failure_message)
      select %1$s, status, 1, at, at, at, result, code, message
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as u (%1$s, status, at, result, code,
        message)
      """
          .formatted(CallColumns.NAMES);

  private final Jdbc jdbc;

  ExecutionStore(Jdbc jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The devices of these objects, kept from others until the transaction ends; missing ones are
   * left out.
   */
  Map<Long, VirtualDevice> lock(Collection<Long> smartobjectIds) {
    return devices(LOCK, smartobjectIds);
  }

  /** The devices of these objects as they are at this moment. */
  Map<Long, VirtualDevice> read(Collection<Long> smartobjectIds) {
    return devices(READ, smartobjectIds);
  }

  private Map<Long, VirtualDevice> devices(String sql, Collection<Long> smartobjectIds) {
    return jdbc.run(
        sql,
        select -> {
          Jdbc.bind(select, 1, "bigint", smartobjectIds, id -> id);
          Map<Long, VirtualDevice> devices = new HashMap<>();
          Jdbc.rows(select, row -> devices.put(row.getLong(1), device(row)));
          return devices;
        });
  }

  @SuppressWarnings("unchecked")
  private VirtualDevice device(ResultSet row) throws SQLException {
    return new VirtualDevice(
        row.getLong(1),
        row.getString(2),
        Set.of((Long[]) row.getArray(5).getArray()),
        jdbc.value(row.getString(3), Map.class),
        row.getLong(4));
  }

  void update(List<VirtualDevice> devices) {
    jdbc.run(
        UPDATE_DEVICES,
        update -> {
          Jdbc.bind(update, 1, "bigint", devices, VirtualDevice::smartobjectId);
          Jdbc.bind(update, 2, "jsonb", devices, each -> jdbc.json(each.state()));
          Jdbc.bind(update, 3, "bigint", devices, VirtualDevice::changes);
          Jdbc.bind(update, 4, "timestamptz", devices, VirtualDevice::usedAt);
          return update.executeUpdate();
        });
  }

  /** Puts on record what has ended with its acceptance. */
  void insert(List<ActionOutcome> outcomes) {
    List<ActionCall> calls = outcomes.stream().map(ActionOutcome::call).toList();
    jdbc.run(
        INSERT,
        insert -> {
          int next = CallColumns.bind(jdbc, insert, calls);
          Jdbc.bind(insert, next, "text", outcomes, each -> each.status().word());
          Jdbc.bind(insert, next + 1, "timestamptz", outcomes, ActionOutcome::finishedAt);
          Jdbc.bind(insert, next + 2, "jsonb", outcomes, each -> jdbc.json(each.result()));
          Jdbc.bind(insert, next + 3, "text", outcomes, ActionOutcome::failureCode);
          Jdbc.bind(insert, next + 4, "text", outcomes, ActionOutcome::failureMessage);
          return insert.executeUpdate();
        });
  }
}
