package dev.castellan.element.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.castellan.contracts.Caller;
import dev.castellan.messaging.jdbc.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Writes elements on the connection of the running transaction; each method is one statement. */
@ApplicationScoped
public class ElementStore {

  private static final String INSERT =
      """
      insert into element (id, initid, revision, latest, kind, structure_id, name, title, icon,
        owner, owner_login, creator, creator_login, fields, targets, created_at, born_at,
        updated_at, version)
      values (?, ?, 0, true, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, now(), now(), now(), 1)
      """;

  /** A new title counts as a change of what relations to the element show. */
  private static final String UPDATE =
      """
      update element set fields = ?::jsonb, targets = ?::jsonb, updated_at = now(),
        version = version + 1, modified = true, title = ?, icon = ?,
        shown = shown + case when title = ? then 0 else 1 end
      where id = ?
      returning updated_at, (select stamp from structure_stamp)\
      """;

  private static final String FIX =
      """
      update element set latest = false, locked = -1, locker = null, updated_at = now(),
        owner = ?, owner_login = ?
      where id = ?
      """;

  private static final String REVISE =
      """
      insert into element (id, initid, revision, latest, kind, structure_id, name, title, icon,
        owner, owner_login, creator, creator_login, fields, targets, created_at, born_at,
        updated_at, version, locked, locker, shown)
      select ?, initid, revision + 1, true, kind, structure_id, name, title, icon,
        ?, ?, creator, creator_login, fields, targets, now(), born_at, now(), version + 1, ?, ?,
        shown
      from element where id = ?
      """;

  private static final String DELETE =
      """
      update element set deleted = true, locked = -1, locker = null, shown = shown + 1,
        version = version + case when latest then 1 else 0 end,
        updated_at = case when latest then now() else updated_at end
      where initid = ?
      """;

  private static final String RESTORE =
      """
      update element set deleted = false, shown = shown + 1,
        locked = case when latest then 0 else -1 end,
        version = version + case when latest then 1 else 0 end,
        updated_at = case when latest then now() else updated_at end,
        name = case when exists (select from element o where o.name = element.name and o.latest
          and not o.deleted and o.initid <> element.initid) then null else name end
      where initid = ?
      """;

  private static final String HISTORY =
      """
      insert into element_history (initid, revision_id, uid, uname, level, code, comment, version,
        changes)
      select ?, ?, ?, ?, h.level, h.code, h.comment, ?, h.changes
      from unnest(?, ?, ?, ?) as h (level, code, comment, changes)
      """;

  private static final long NEW_ELEMENTS = 0x0CA57E11A0E9L;

  private static final String UPDATE_AND_HISTORY =
      "with edited as (" + UPDATE + "), noted as (" + HISTORY + ") select * from edited";

  private final Jdbc jdbc;

  ElementStore(Jdbc jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One entry of the history of an element.
   *
   * @param level {@code notice}, {@code info}, {@code message}, {@code warning} or {@code error}
   * @param changes before and after by field key; null for none
   */
  public record Entry(
      String level, String code, String comment, Map<String, List<JsonNode>> changes) {

    public static Entry of(String level, String code, String comment) {
      return new Entry(level, code, comment, null);
    }
  }

  /**
   * When an element was edited.
   *
   * @param stamp of the structures at that moment
   */
  public record Stored(Instant at, long stamp) {}

  public long nextId() {
    return number("select nextval('ids')");
  }

  /** For an element, which nobody misses who keeps new ones out. */
  public long nextElementId() {
    return number(
        "select nextval('ids'), pg_advisory_xact_lock_shared(%d)".formatted(NEW_ELEMENTS));
  }

  /**
   * Waits for those who are making elements, and lets nobody else make one before the transaction
   * ends.
   */
  public void keepNewElementsOut() {
    number("select 1, pg_advisory_xact_lock(%d)".formatted(NEW_ELEMENTS));
  }

  private long number(String sql) {
    return jdbc.run(sql, select -> Jdbc.rows(select, row -> row.getLong(1)).iterator().next());
  }

  /**
   * A new element, or a structure.
   *
   * @param structureId null for a structure
   */
  public void insert(
      long id,
      Long structureId,
      String name,
      String title,
      String icon,
      ObjectNode fields,
      ObjectNode targets,
      Caller caller) {
    jdbc.run(
        INSERT,
        insert -> {
          insert.setLong(1, id);
          insert.setLong(2, id);
          insert.setString(3, structureId == null ? "structure" : "element");
          insert.setObject(4, structureId);
          insert.setString(5, name);
          insert.setString(6, title);
          insert.setString(7, icon);
          insert.setLong(8, caller.userId());
          insert.setString(9, caller.login());
          insert.setLong(10, caller.userId());
          insert.setString(11, caller.login());
          insert.setString(12, fields.toString());
          insert.setString(13, targets.toString());
          return insert.executeUpdate();
        });
  }

  /**
   * Edits the latest revision in place and notes it in the history.
   *
   * @return when, and with which structures in force
   */
  public Stored update(
      ElementRow row,
      String title,
      String icon,
      ObjectNode fields,
      ObjectNode targets,
      Caller caller,
      List<Entry> entries) {
    return jdbc.run(
        UPDATE_AND_HISTORY,
        update -> {
          update.setString(1, fields.toString());
          update.setString(2, targets.toString());
          update.setString(3, title);
          update.setString(4, icon);
          update.setString(5, title);
          update.setLong(6, row.id());
          bindHistory(update, 7, row.initid(), row.id(), row.version() + 1, caller, entries);
          return Jdbc.rows(update, each -> new Stored(Jdbc.instant(each, 1), each.getLong(2)))
              .iterator()
              .next();
        });
  }

  /** Fixes the latest revision and begins the next one, which keeps a permanent lock. */
  public void revise(ElementRow latest, long newId, Caller caller) {
    jdbc.run(
        FIX,
        update -> {
          update.setLong(1, caller.userId());
          update.setString(2, caller.login());
          update.setLong(3, latest.id());
          return update.executeUpdate();
        });
    jdbc.run(
        REVISE,
        insert -> {
          insert.setLong(1, newId);
          insert.setLong(2, caller.userId());
          insert.setString(3, caller.login());
          insert.setLong(4, Math.max(latest.locked(), 0));
          insert.setString(5, latest.locked() > 0 ? latest.locker() : null);
          insert.setLong(6, latest.id());
          return insert.executeUpdate();
        });
  }

  /** The whole lineage goes to the trash. */
  public void delete(long initid) {
    ofLineage(DELETE, initid);
  }

  /** The whole lineage comes back; its name too, unless somebody else has it by now. */
  public void restore(long initid) {
    ofLineage(RESTORE, initid);
  }

  private void ofLineage(String sql, long initid) {
    jdbc.run(
        sql,
        update -> {
          update.setLong(1, initid);
          return update.executeUpdate();
        });
  }

  /** Takes or releases a lock; that is no edit. */
  public void lock(long id, long locked, String locker) {
    jdbc.run(
        "update element set locked = ?, locker = ? where id = ?",
        update -> {
          update.setLong(1, locked);
          update.setString(2, locker);
          update.setLong(3, id);
          return update.executeUpdate();
        });
  }

  public boolean nameTaken(String name) {
    return jdbc.run(
        "select 1 from element where name = ? and latest and not deleted",
        select -> {
          select.setString(1, name);
          return !Jdbc.rows(select, row -> true).isEmpty();
        });
  }

  /**
   * @param version of the element after it
   */
  public void remember(
      long initid, long revisionId, long version, Caller caller, List<Entry> entries) {
    jdbc.run(
        HISTORY,
        insert -> {
          bindHistory(insert, 1, initid, revisionId, version, caller, entries);
          return insert.executeUpdate();
        });
  }

  private void bindHistory(
      PreparedStatement insert,
      int first,
      long initid,
      long revisionId,
      long version,
      Caller caller,
      List<Entry> entries)
      throws SQLException {
    insert.setLong(first, initid);
    insert.setLong(first + 1, revisionId);
    insert.setLong(first + 2, caller.userId());
    insert.setString(first + 3, caller.login());
    insert.setLong(first + 4, version);
    Jdbc.bind(insert, first + 5, "text", entries, Entry::level);
    Jdbc.bind(insert, first + 6, "text", entries, Entry::code);
    Jdbc.bind(insert, first + 7, "text", entries, Entry::comment);
    Jdbc.bind(insert, first + 8, "jsonb", entries, each -> jdbc.json(each.changes()));
  }
}
