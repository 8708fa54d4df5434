package dev.castellan.smartobject.kafka;

import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.messaging.jdbc.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The table of registered modules; each method is one statement. */
@ApplicationScoped
class ModuleStore {

  private static final String COLUMNS =
      "select manifest, alive, removed_at is not null, unsettled from module";
  private static final String PRESENT =
      "select id, updated_at, alive from module where removed_at is null";
  private static final String SOME = COLUMNS + " where id = any (?) and removed_at is null";
  private static final String LOCKED = COLUMNS + " where removed_at is null order by id for share";
  private static final String ONE = COLUMNS + " where id = ? for update";
  private static final String COUNT = "select count(*) from module where removed_at is null";

  /** Held together by edits of settings, and alone by whoever changes the manifest. */
  private static final String EDITS = "select pg_advisory_xact_lock_shared(?, hashtext(?))";

  private static final String NO_EDITS = "select pg_advisory_xact_lock(?, hashtext(?))";
  private static final int LOCKS_OF_MANIFESTS = 0x0CA57E11;

  private static final String PUT =
      """
      insert into module (id, manifest, version, unsettled) values (?, ?::jsonb, ?, true)
      on conflict (id) do update set manifest = excluded.manifest, version = excluded.version,
        updated_at = now(), seen_at = now(), alive = true, removed_at = null,
        unsettled = module.unsettled or not module.alive or module.manifest <> excluded.manifest
      """;

  private static final String REMOVE =
      "update module set removed_at = now(), alive = false, unsettled = true where id = ?";

  private static final String SEEN =
      """
      update module set seen_at = now() where id in (
        select id from module where id = any (?) and removed_at is null order by id for update)
      """;

  /** Whose life differs from what was last found; time is the database's. */
  private static final String JUDGE =
      """
      update module set alive = not alive, unsettled = true
      where removed_at is null and alive <> (seen_at > now() - ? * interval '1 ms')
        and (not alive or ?)
      returning id, alive
      """;

  private static final String UNSETTLED = "select id from module where unsettled order by id";
  private static final String SETTLED = "update module set unsettled = false where id = ?";
  private static final String REMOVED =
      "select id from module where removed_at is not null and not unsettled";
  private static final String FORGET = "delete from module where id = ? and removed_at is not null";

  private final Jdbc jdbc;

  ModuleStore(Jdbc jdbc) {
    this.jdbc = jdbc;
  }

  record Registered(ModuleState manifest, boolean alive, boolean removed, boolean unsettled) {}

  record Life(String moduleId, boolean alive) {}

  /**
   * One that is not removed.
   *
   * @param changedAt when its manifest was put
   */
  record Present(String moduleId, Instant changedAt, boolean alive) {}

  List<Present> present() {
    return jdbc.run(
        PRESENT,
        select ->
            Jdbc.rows(
                select,
                row -> new Present(row.getString(1), Jdbc.instant(row, 2), row.getBoolean(3))));
  }

  /** Those of these modules that are not removed. */
  List<Registered> some(Collection<String> moduleIds) {
    return jdbc.run(
        SOME,
        select -> {
          Jdbc.bind(select, 1, "text", moduleIds, id -> id);
          return Jdbc.rows(select, this::registered);
        });
  }

  /** Those that are not removed, kept from being changed until the transaction ends. */
  List<Registered> allLocked() {
    return jdbc.run(LOCKED, select -> Jdbc.rows(select, this::registered));
  }

  /** One, removed or not, kept for this transaction. */
  Optional<Registered> lock(String moduleId) {
    return jdbc.run(
        ONE,
        select -> {
          select.setString(1, moduleId);
          return Jdbc.rows(select, this::registered).stream().findFirst();
        });
  }

  /** The manifest of one that is not removed; it stays until the running transaction ends. */
  Optional<ModuleState> forEdit(String moduleId) {
    hold(EDITS, moduleId);
    return some(List.of(moduleId)).stream().map(Registered::manifest).findFirst();
  }

  /** Waits for edits by the present manifest; further ones wait for the running transaction. */
  void holdEdits(String moduleId) {
    hold(NO_EDITS, moduleId);
  }

  private void hold(String sql, String moduleId) {
    jdbc.run(
        sql,
        lock -> {
          lock.setInt(1, LOCKS_OF_MANIFESTS);
          lock.setString(2, moduleId);
          return lock.execute();
        });
  }

  long count() {
    return jdbc.run(COUNT, select -> Jdbc.rows(select, row -> row.getLong(1)).get(0));
  }

  void put(ModuleState manifest) {
    jdbc.run(
        PUT,
        put -> {
          put.setString(1, manifest.id());
          put.setString(2, jdbc.json(manifest));
          put.setLong(3, manifest.version());
          return put.executeUpdate();
        });
  }

  void remove(String moduleId) {
    update(REMOVE, moduleId);
  }

  /** These have given a sign of life. */
  void seen(Collection<String> moduleIds) {
    jdbc.run(
        SEEN,
        seen -> {
          Jdbc.bind(seen, 1, "text", moduleIds, id -> id);
          return seen.executeUpdate();
        });
  }

  /**
   * Finds who has come to life or has died.
   *
   * @param mayDie false while too little was heard to call anybody dead
   */
  List<Life> judge(Duration patience, boolean mayDie) {
    return jdbc.run(
        JUDGE,
        judge -> {
          judge.setLong(1, patience.toMillis());
          judge.setBoolean(2, mayDie);
          return Jdbc.rows(judge, row -> new Life(row.getString(1), row.getBoolean(2)));
        });
  }

  /** Modules whose objects do not all say yet what has become of it. */
  List<String> unsettled() {
    return jdbc.run(UNSETTLED, select -> Jdbc.rows(select, row -> row.getString(1)));
  }

  void settled(String moduleId) {
    update(SETTLED, moduleId);
  }

  /** Removed ones whose topic may still be there. */
  List<String> removed() {
    return jdbc.run(REMOVED, select -> Jdbc.rows(select, row -> row.getString(1)));
  }

  void forget(String moduleId) {
    update(FORGET, moduleId);
  }

  private void update(String sql, String moduleId) {
    jdbc.run(
        sql,
        update -> {
          update.setString(1, moduleId);
          return update.executeUpdate();
        });
  }

  private Registered registered(ResultSet row) throws SQLException {
    return new Registered(
        jdbc.value(row.getString(1), ModuleState.class),
        row.getBoolean(2),
        row.getBoolean(3),
        row.getBoolean(4));
  }
}
