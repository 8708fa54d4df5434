package dev.castellan.objecttype.log;

import static dev.castellan.web.list.ListField.integer;
import static dev.castellan.web.list.ListField.text;
import static dev.castellan.web.list.ListField.time;
import static dev.castellan.web.list.ListField.uuid;

import com.fasterxml.jackson.databind.JsonNode;
import dev.castellan.contracts.Caller;
import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.objecttype.schema.Catalogue;
import dev.castellan.objecttype.schema.ObjectType;
import dev.castellan.objecttype.schema.Right;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.list.ListPage;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.list.Listing;
import dev.castellan.web.list.Lists;
import dev.castellan.web.list.Sql;
import dev.castellan.web.list.Weighed;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Reads logs: an object's own lines, and those of its type from the time when it was there. The log
 * of an object that was deleted is read in the same way.
 */
@ApplicationScoped
class LogReader {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  private static final String LIFE =
      """
      select created_at, null::timestamptz from object where id = ? and type_id = ?
      union all select created_at, deleted_at from gone_object where id = ? and type_id = ?
      """;

  /**
   * Whether a line names no object, or one that the caller may read. Admin may read all, also those
   * of types that are gone, of whose rights nobody knows any more.
   */
  private static final String SHOWN =
      """
      (l.relation is null or ?::boolean
       or coalesce((select o.type_id from object o where o.id = l.relation),
                   (select g.type_id from gone_object g where g.id = l.relation))
          = any (?::uuid[]))
      """;

  private static final Listing LISTING =
      Listing.of(
          LogView.class,
          "l.id, l.at, l.username, l.action, l.details, l.changes, l.relation",
          """
          (select id, at, username, action, case when %1$s then details else '' end as details,
                  changes, case when %1$s then relation end as relation
           from object_log l where object_id = ?
           union all
           select id, at, username, 10, details, null, null
           from type_log where type_id = ? and at >= ? and at <= ?) l
          """
              .formatted(SHOWN),
          "-id",
          integer("id", "l.id"),
          time("at", "l.at"),
          text("username", "l.username"),
          integer("action", "l.action"),
          text("details", "l.details"),
          uuid("relation", "l.relation").orNull());

  private final Catalogue catalogue;
  private final DataSource database;
  private final Lists lists;
  private final Jdbc jdbc;

  LogReader(Catalogue catalogue, DataSource database, Lists lists, Jdbc jdbc) {
    this.catalogue = catalogue;
    this.database = database;
    this.lists = lists;
    this.jdbc = jdbc;
  }

  ListPage<LogView> list(UUID typeId, UUID object, ListParameters asked, Caller caller) {
    ObjectType type = catalogue.type(typeId);
    type.require(caller, Right.READ);
    Life life = life(typeId, object);
    boolean all = caller.admin();
    String readable = all ? "{}" : readable(caller);
    Listing listing =
        LISTING.over(all, readable, all, readable, object, typeId, life.from(), life.to());
    return lists.read(
        database,
        listing,
        Sql.ALL,
        asked,
        LogReader::row,
        rows -> rows.stream().map(this::view).toList());
  }

  /** Types whose objects the caller may read, as an array of PostgreSQL. */
  private String readable(Caller caller) {
    return catalogue.schema().types().values().stream()
        .filter(each -> each.allows(caller, Right.READ))
        .map(each -> each.id().toString())
        .sorted()
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** When an object was there. */
  private record Life(OffsetDateTime from, OffsetDateTime to) {}

  private Life life(UUID type, UUID object) {
    List<Life> found =
        jdbc.run(
            LIFE,
            select -> {
              for (int i = 1; i <= 4; i++) {
                select.setObject(i, i % 2 == 1 ? object : type);
              }
              return Jdbc.rows(
                  select,
                  row ->
                      new Life(
                          row.getObject(1, OffsetDateTime.class),
                          row.getObject(2) == null
                              ? OffsetDateTime.MAX
                              : row.getObject(2, OffsetDateTime.class)));
            });
    if (found.isEmpty()) {
      throw new ServiceException(ErrorCode.OBJECT_NOT_FOUND);
    }
    return found.get(0);
  }

  /** A line as it is stored; what changed can be large. */
  private record Row(
      long id, Instant at, String username, int action, String details, String changes, UUID other)
      implements Weighed {

    private static final int WITHOUT_CHANGES = 200;

    @Override
    public long bytes() {
      return WITHOUT_CHANGES + (changes == null ? 0 : changes.length());
    }
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong(1),
        Jdbc.instant(row, 2),
        row.getString(3),
        row.getInt(4),
        row.getString(5),
        row.getString(6),
        row.getObject(7, UUID.class));
  }

  private LogView view(Row row) {
    return new LogView(
        MINUTE.format(row.at()),
        row.username(),
        row.action(),
        row.details(),
        row.id(),
        row.at(),
        jdbc.value(row.changes(), JsonNode.class),
        row.other());
  }
}
