package dev.castellan.widget;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.messaging.batch.GroupCommit;
import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Widgets in their table. What a row holds is read anew only when its version has changed: each
 * reading asks the database for the version, so that nobody ever sees an old widget.
 */
@ApplicationScoped
class WidgetStore {

  private static final String UNIQUE_VIOLATION = "23505";
  private static final String SELECT =
      "select id, reference, icon, contents, sources, created_at, updated_at, version from widget";

  /** Bytes that are kept in memory about, with a charge for each widget. */
  private static final long CACHE_WEIGHT = Runtime.getRuntime().maxMemory() / 16;

  private static final int CHARGE = 1_024;

  /** Versions that are asked for by one statement at most. */
  private static final int GROUP = 256;

  /** Widgets that are read by one statement at most. */
  static final int CHUNK = 1_000;

  private final Jdbc jdbc;
  private final Cache<Long, Widget> cache =
      Caffeine.newBuilder()
          .maximumWeight(CACHE_WEIGHT)
          .weigher((Long id, Widget widget) -> 2 * (int) widget.size() + CHARGE)
          .build();
  private final GroupCommit<Long, Found> versions = new GroupCommit<>(GROUP, this::versions);

  /**
   * @param version null when there is no such widget
   * @param failure null when the database has answered
   */
  private record Found(Long version, IllegalStateException failure) {}

  WidgetStore(Jdbc jdbc) {
    this.jdbc = jdbc;
  }

  /** So many fresh ids, ascending; of widgets, contents and sources alike. */
  Queue<Long> ids(int count) {
    return jdbc.run(
        "select nextval('ids') from generate_series(1, ?)",
        statement -> {
          statement.setInt(1, count);
          return new ArrayDeque<>(Jdbc.rows(statement, row -> row.getLong(1)));
        });
  }

  /**
   * The widget as it is now. Readers that come together ask the database together, so this is not
   * for who is within a transaction.
   */
  Optional<Widget> find(long id) {
    Found found = versions.call(id);
    if (found.failure != null) {
      throw found.failure;
    }
    return found.version == null ? Optional.empty() : whole(id, found.version);
  }

  /** The widget as this transaction sees it. */
  Optional<Widget> read(long id) {
    return read(List.of(id), "").stream().findFirst();
  }

  private List<Found> versions(List<Long> ids) {
    Map<Long, Long> found = new HashMap<>();
    try {
      jdbc.run(
          "select id, version from widget where id = any(?)",
          statement -> {
            Jdbc.bind(statement, 1, "bigint", ids, id -> id);
            return Jdbc.rows(statement, row -> found.put(row.getLong(1), row.getLong(2)));
          });
    } catch (IllegalStateException e) {
      // It is the same for all; to try one by one would only take longer.
      return ids.stream().map(id -> new Found(null, e)).toList();
    }
    return ids.stream().map(id -> new Found(found.get(id), null)).toList();
  }

  private Optional<Widget> whole(long id, long version) {
    Widget known = cache.getIfPresent(id);
    return known != null && known.version() >= version
        ? Optional.of(known)
        : Optional.ofNullable(all(Map.of(id, version)).get(id));
  }

  /**
   * Whole widgets, in the version asked for or a later one.
   *
   * @param asked versions by id; widgets that are gone meanwhile are left out
   */
  Map<Long, Widget> all(Map<Long, Long> asked) {
    Map<Long, Widget> found = new HashMap<>();
    List<Long> missing = new ArrayList<>();
    asked.forEach(
        (id, version) -> {
          Widget known = cache.getIfPresent(id);
          if (known != null && known.version() >= version) {
            found.put(id, known);
          } else {
            missing.add(id);
          }
        });
    for (int i = 0; i < missing.size(); i += CHUNK) {
      List<Long> some = missing.subList(i, Math.min(i + CHUNK, missing.size()));
      for (Widget each : read(some, "")) {
        found.put(each.id(), each);
        keep(each);
      }
    }
    return found;
  }

  private List<Widget> read(List<Long> ids, String how) {
    return jdbc.run(
        SELECT + " where id = any(?) order by id" + how,
        statement -> {
          Jdbc.bind(statement, 1, "bigint", ids, id -> id);
          return Jdbc.rows(statement, this::read);
        });
  }

  /** The widget, kept from other editors until the transaction ends. */
  Optional<Widget> lock(long id) {
    return jdbc.run(
        SELECT + " where id = ? for update",
        statement -> {
          statement.setLong(1, id);
          return Jdbc.rows(statement, this::read).stream().findFirst();
        });
  }

  /** Ids of widgets with a source that asks this object, or has its name. */
  List<Long> usersOf(SmartobjectState object) {
    String wanted = " sources @> cast(? as jsonb)";
    return jdbc.run(
        "select id from widget where" + wanted + " or" + wanted + " or" + wanted + " order by id",
        statement -> {
          String id = Long.toString(object.id());
          statement.setString(1, source("id", object.id()));
          statement.setString(2, source("reference", object.reference()));
          statement.setString(3, source("reference", id));
          return Jdbc.rows(statement, row -> row.getLong(1));
        });
  }

  private String source(String member, Object value) {
    return jdbc.json(List.of(Map.of("target", Map.of(member, value))));
  }

  /** The widgets that are still there, kept from editors until the transaction ends. */
  List<Widget> lockAll(List<Long> ids) {
    return read(ids, " for update");
  }

  /**
   * @throws ServiceException 409 when the reference is taken
   */
  void insert(Widget widget) {
    write(
        "insert into widget (reference, icon, contents, sources, size, created_at, updated_at,"
            + " version, id) values (?, ?, cast(? as jsonb), cast(? as jsonb), ?,"
            + " cast(? as timestamptz), cast(? as timestamptz), ?, ?)",
        widget);
  }

  /**
   * @throws ServiceException 409 when the reference is taken
   */
  void update(Widget widget) {
    write(
        "update widget set reference = ?, icon = ?, contents = cast(? as jsonb),"
            + " sources = cast(? as jsonb), size = ?, created_at = cast(? as timestamptz),"
            + " updated_at = cast(? as timestamptz), version = ? where id = ?",
        widget);
  }

  void delete(long id) {
    jdbc.run(
        "delete from widget where id = ?",
        statement -> {
          statement.setLong(1, id);
          return statement.executeUpdate();
        });
    cache.invalidate(id);
  }

  private void write(String sql, Widget widget) {
    try {
      jdbc.run(sql, statement -> bind(statement, widget).executeUpdate());
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof SQLException refusal
          && UNIQUE_VIOLATION.equals(refusal.getSQLState())) {
        throw new ServiceException(ErrorCode.REFERENCE_TAKEN);
      }
      throw e;
    }
  }

  private PreparedStatement bind(PreparedStatement statement, Widget widget) throws SQLException {
    statement.setString(1, widget.reference());
    statement.setString(2, widget.icon());
    statement.setString(3, jdbc.json(widget.contents()));
    statement.setString(4, jdbc.json(widget.sources()));
    statement.setLong(5, widget.size());
    statement.setString(6, widget.createdAt().toString());
    statement.setString(7, widget.updatedAt().toString());
    statement.setLong(8, widget.version());
    statement.setLong(9, widget.id());
    return statement;
  }

  private Widget read(ResultSet row) throws SQLException {
    return new Widget(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        List.of(jdbc.value(row.getString(4), Content[].class)),
        List.of(jdbc.value(row.getString(5), Source[].class)),
        Jdbc.instant(row, 6),
        Jdbc.instant(row, 7),
        row.getLong(8));
  }

  /** A slow reader must not put an old version over a new one. */
  private void keep(Widget widget) {
    cache
        .asMap()
        .merge(
            widget.id(),
            widget,
            (known, fresh) -> known.version() > fresh.version() ? known : fresh);
  }
}
