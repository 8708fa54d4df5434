package dev.castellan.smartobject.object;

import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.messaging.jdbc.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/**
 * Keeps the status of objects true: by what drivers meet, by signs of life of modules, by which
 * modules there are. Whoever finds it changed already says nothing. The version of an object is
 * that of its edits, and stays.
 */
@ApplicationScoped
public class StatusService {

  /** So many at once, so that nobody waits long for the rows. */
  private static final int CHUNK = 500;

  private static final List<ObjectStatus> KNOWN_MODULE =
      List.of(ObjectStatus.ONLINE, ObjectStatus.OFFLINE);

  private static final String CHANGE =
      """
      with before as (
        select id, status from smartobject where %s and status = any (?)
        order by id limit ? for no key update)
      update smartobject s set status = ? from before b where s.id = b.id
      returning s.id, s.reference, s.module, b.status, s.version,
        array(select profile_id from smartobject_profile p where p.smartobject_id = s.id)
      """;

  private static final String OF_OBJECT = CHANGE.formatted("id = ? and version = ?");
  private static final String OF_MODULES = CHANGE.formatted("module = any (?)");
  private static final String OF_NO_MODULE = CHANGE.formatted("not (module = any (?))");

  private final Jdbc jdbc;
  private final SmartobjectEvents events;

  StatusService(Jdbc jdbc, SmartobjectEvents events) {
    this.jdbc = jdbc;
    this.events = events;
  }

  /**
   * An object was reached, or could not be.
   *
   * @param version in which; of an object that has been edited since, it says nothing
   */
  @Transactional
  public void report(long smartobjectId, long version, boolean online) {
    ObjectStatus now = online ? ObjectStatus.ONLINE : ObjectStatus.OFFLINE;
    ObjectStatus other = online ? ObjectStatus.OFFLINE : ObjectStatus.ONLINE;
    change(
        OF_OBJECT,
        where -> {
          where.setLong(1, smartobjectId);
          where.setLong(2, version);
          return 3;
        },
        List.of(other),
        now);
  }

  /**
   * A module has come to life, or gives no sign of it any more.
   *
   * @return whether there may be more objects to tell about
   */
  @Transactional
  public boolean reportModule(String moduleId, boolean online) {
    ObjectStatus now = online ? ObjectStatus.ONLINE : ObjectStatus.OFFLINE;
    ObjectStatus other = online ? ObjectStatus.OFFLINE : ObjectStatus.ONLINE;
    return change(
        OF_MODULES, modules(List.of(moduleId)), List.of(other, ObjectStatus.UNKNOWN_MODULE), now);
  }

  /**
   * These modules are installed.
   *
   * @param status of objects of which it was not known
   * @return whether there may be more objects to tell about
   */
  @Transactional
  public boolean installed(Collection<String> moduleIds, ObjectStatus status) {
    return change(OF_MODULES, modules(moduleIds), List.of(ObjectStatus.UNKNOWN_MODULE), status);
  }

  /**
   * A module is not installed any more.
   *
   * @return whether there may be more objects to tell about
   */
  @Transactional
  public boolean uninstalled(String moduleId) {
    return change(
        OF_MODULES, modules(List.of(moduleId)), KNOWN_MODULE, ObjectStatus.UNKNOWN_MODULE);
  }

  /**
   * No other modules are installed than these.
   *
   * @return whether there may be more objects to tell about
   */
  @Transactional
  public boolean installedAlone(Collection<String> moduleIds) {
    return change(OF_NO_MODULE, modules(moduleIds), KNOWN_MODULE, ObjectStatus.UNKNOWN_MODULE);
  }

  /** Binds what comes first in the statement, and answers the place behind it. */
  private interface Where {
    int bind(PreparedStatement statement) throws SQLException;
  }

  private static Where modules(Collection<String> ids) {
    return statement -> {
      Jdbc.bind(statement, 1, "text", ids, id -> id);
      return 2;
    };
  }

  private record Change(SmartobjectState after, int before) {}

  private boolean change(String sql, Where where, List<ObjectStatus> from, ObjectStatus to) {
    List<Change> changes =
        jdbc.run(
            sql,
            statement -> {
              int next = where.bind(statement);
              Jdbc.bind(statement, next, "int", from, ObjectStatus::id);
              statement.setInt(next + 1, CHUNK);
              statement.setInt(next + 2, to.id());
              return Jdbc.rows(
                  statement,
                  row ->
                      new Change(
                          new SmartobjectState(
                              row.getLong(1),
                              row.getString(2),
                              row.getString(3),
                              to.id(),
                              List.of((Long[]) row.getArray(6).getArray()),
                              row.getLong(5)),
                          row.getInt(4)));
            });
    changes.forEach(each -> events.statusChanged(each.before, each.after));
    return changes.size() == CHUNK;
  }
}
