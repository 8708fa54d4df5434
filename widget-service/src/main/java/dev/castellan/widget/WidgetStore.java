package dev.castellan.widget;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
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

  /** Characters that are kept in memory, with a charge for each widget. */
  private static final long CACHE_WEIGHT = 32L * 1024 * 1024;

  private static final int CHARGE = 1_024;

  private final Jdbc jdbc;
  private final Cache<Long, Widget> cache =
      Caffeine.newBuilder()
          .maximumWeight(CACHE_WEIGHT)
          .weigher(
              (Long id, Widget widget) ->
                  (int) widget.size()
                      + widget.sources().stream().mapToInt(Source::length).sum()
                      + CHARGE)
          .build();

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

  Optional<Widget> find(long id) {
    List<Long> version =
        jdbc.run(
            "select version from widget where id = ?",
            statement -> {
              statement.setLong(1, id);
              return Jdbc.rows(statement, row -> row.getLong(1));
            });
    return version.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(all(Map.of(id, version.get(0))).get(id));
  }

  /**
   * Whole widgets, in the version asked for or a later one.
   *
   * @param versions by id; those that are gone meanwhile are left out
   */
  Map<Long, Widget> all(Map<Long, Long> versions) {
    Map<Long, Widget> found = new HashMap<>(cache.getAllPresent(versions.keySet()));
    found.values().removeIf(each -> each.version() < versions.get(each.id()));
    List<Long> missing = versions.keySet().stream().filter(id -> !found.containsKey(id)).toList();
    if (!missing.isEmpty()) {
      jdbc.run(
              SELECT + " where id = any(?)",
              statement -> {
                Jdbc.bind(statement, 1, "bigint", missing, id -> id);
                return Jdbc.rows(statement, this::read);
              })
          .forEach(
              each -> {
                found.put(each.id(), each);
                keep(each);
              });
    }
    return found;
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

  /** Widgets with a source that asks this smart object, locked in order of id. */
  List<Widget> lockUsersOf(long smartobjectId) {
    return jdbc.run(
        SELECT + " where sources @> cast(? as jsonb) order by id for update",
        statement -> {
          statement.setString(1, "[{\"target\":{\"id\":" + smartobjectId + "}}]");
          return Jdbc.rows(statement, this::read);
        });
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
