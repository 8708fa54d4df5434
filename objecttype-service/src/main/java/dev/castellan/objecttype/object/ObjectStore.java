package dev.castellan.objecttype.object;

import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.objecttype.schema.ObjectType;
import dev.castellan.objecttype.schema.Schema;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Rows of objects and of their relations, many in one statement. */
@ApplicationScoped
class ObjectStore {

  private static final String ROWS =
      "select id, type_id, data, created_at, version from object where id = any (?)";

  /** In one order, so that nobody waits in a circle. */
  private static final String LOCK = ROWS + " order by id for no key update";

  /** Waits for those who are about to point to one of the rows. */
  private static final String LOCK_TO_DELETE = ROWS + " order by id for update";

  private static final String TYPES = "select id, type_id from object where id = any (?)";
  private static final String KEEP = TYPES + " order by id for key share";

  private static final String LINKS =
      """
      select a, b from object_relation where a = any (?)
      union select a, b from object_relation where b = any (?)
      limit ?
      """;
  private static final String PAIRS =
      """
      select r.a, r.b from object_relation r join unnest(?, ?) as f (a, b) using (a, b)
      """;
  private static final String INSERT =
      """
      insert into object (id, type_id, data, created_at, updated_at, version)
      select f.id, f.type_id, f.data::jsonb, ?, ?, f.version
      from unnest(?, ?, ?, ?) as f (id, type_id, data, version)
      """;
  private static final String UPDATE =
      """
      update object o set data = f.data::jsonb, version = f.version, updated_at = ?
      from unnest(?, ?, ?) as f (id, data, version) where o.id = f.id
      """;
  private static final String LINK =
      "insert into object_relation (a, b) select * from unnest(?, ?)";
  private static final String UNLINK =
      """
      delete from object_relation r using unnest(?, ?) as gone (a, b)
      where r.a = gone.a and r.b = gone.b
      """;
  private static final String BURY =
      """
      insert into gone_object (id, type_id, created_at, deleted_at)
      select f.id, f.type_id, f.created_at, ?
      from unnest(?, ?, ?) as f (id, type_id, created_at)
      """;

  private final Jdbc jdbc;

  ObjectStore(Jdbc jdbc) {
    this.jdbc = jdbc;
  }

  /** How firmly rows are kept from others. */
  enum Hold {
    /** Nobody edits them. */
    EDITED(LOCK),
    /** Nobody points to them either. */
    DELETED(LOCK_TO_DELETE);

    private final String sql;

    Hold(String sql) {
      this.sql = sql;
    }
  }

  /** The objects that are there, those of types that the schema does not know left out. */
  List<ObjectRow> rows(Schema schema, Collection<UUID> ids, Hold hold) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return jdbc
        .run(
            hold.sql,
            select -> {
              Jdbc.bind(select, 1, "uuid", ids, each -> each);
              return Jdbc.rows(select, row -> row(schema, row));
            })
        .stream()
        .filter(Objects::nonNull)
        .toList();
  }

  /** Types of the objects that are there, by id, as far as the schema knows them. */
  Map<UUID, ObjectType> types(Schema schema, Collection<UUID> ids) {
    return types(TYPES, schema, ids);
  }

  /** The same, of objects that nobody deletes before the transaction ends. */
  Map<UUID, ObjectType> keep(Schema schema, Collection<UUID> ids) {
    return types(KEEP, schema, ids);
  }

  private Map<UUID, ObjectType> types(String sql, Schema schema, Collection<UUID> ids) {
    Map<UUID, ObjectType> types = new HashMap<>();
    if (!ids.isEmpty()) {
      jdbc.run(
          sql,
          select -> {
            Jdbc.bind(select, 1, "uuid", ids, each -> each);
            return Jdbc.rows(
                select,
                row -> {
                  UUID id = row.getObject(1, UUID.class);
                  ObjectType type = schema.types().get(row.getObject(2, UUID.class));
                  return type == null ? null : types.put(id, type);
                });
          });
    }
    return types;
  }

  private static ObjectRow row(Schema schema, ResultSet row) throws SQLException {
    ObjectType type = schema.types().get(row.getObject(2, UUID.class));
    return type == null
        ? null
        : new ObjectRow(
            row.getObject(1, UUID.class),
            type,
            ObjectData.read(row.getString(3)),
            Jdbc.instant(row, 4),
            row.getLong(5));
  }

  /** Relations of the objects: all, unless there are more than wanted. */
  Set<Link> links(Collection<UUID> ids, int most) {
    return jdbc
        .run(
            LINKS,
            select -> {
              Jdbc.bind(select, 1, "uuid", ids, each -> each);
              Jdbc.bind(select, 2, "uuid", ids, each -> each);
              select.setInt(3, most);
              return Jdbc.rows(select, ObjectStore::link);
            })
        .stream()
        .collect(Collectors.toSet());
  }

  /** Those of the pairs that are related. */
  List<Link> related(Collection<Link> pairs) {
    return pairs.isEmpty()
        ? List.of()
        : jdbc.run(
            PAIRS,
            select -> {
              Jdbc.bind(select, 1, "uuid", pairs, Link::a);
              Jdbc.bind(select, 2, "uuid", pairs, Link::b);
              return Jdbc.rows(select, ObjectStore::link);
            });
  }

  /** Ids of objects that point to one of the objects by that property: of all, if not of more. */
  List<UUID> pointing(Schema.Pointer pointer, Collection<UUID> targets, int most) {
    // Type and property as literals, since only so their index is found.
    String sql =
        "select id from object where type_id = '%s' and (data ->> '%s')::uuid = any (?) limit ?"
            .formatted(pointer.owner().id(), pointer.property().key());
    return jdbc.run(
        sql,
        select -> {
          Jdbc.bind(select, 1, "uuid", targets, each -> each);
          select.setInt(2, most);
          return Jdbc.rows(select, row -> row.getObject(1, UUID.class));
        });
  }

  private static Link link(ResultSet row) throws SQLException {
    return new Link(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
  }

  void insert(Collection<ObjectRow> rows, Instant now) {
    if (rows.isEmpty()) {
      return;
    }
    jdbc.run(
        INSERT,
        insert -> {
          insert.setObject(1, time(now));
          insert.setObject(2, time(now));
          Jdbc.bind(insert, 3, "uuid", rows, ObjectRow::id);
          Jdbc.bind(insert, 4, "uuid", rows, row -> row.type().id());
          Jdbc.bind(insert, 5, "text", rows, row -> ObjectData.write(row.data()));
          Jdbc.bind(insert, 6, "bigint", rows, ObjectRow::version);
          return insert.executeUpdate();
        });
  }

  void update(Collection<ObjectRow> rows, Instant now) {
    if (rows.isEmpty()) {
      return;
    }
    jdbc.run(
        UPDATE,
        update -> {
          update.setObject(1, time(now));
          Jdbc.bind(update, 2, "uuid", rows, ObjectRow::id);
          Jdbc.bind(update, 3, "text", rows, row -> ObjectData.write(row.data()));
          Jdbc.bind(update, 4, "bigint", rows, ObjectRow::version);
          return update.executeUpdate();
        });
  }

  /** Relations, secrets and unique values go with them. */
  void delete(Collection<ObjectRow> rows) {
    if (!rows.isEmpty()) {
      jdbc.run(
          "delete from object where id = any (?)",
          delete -> {
            Jdbc.bind(delete, 1, "uuid", rows, ObjectRow::id);
            return delete.executeUpdate();
          });
    }
  }

  /** Remembers of deleted objects what their logs need to be read. */
  void bury(Collection<ObjectRow> rows, Instant now) {
    if (!rows.isEmpty()) {
      jdbc.run(
          BURY,
          insert -> {
            insert.setObject(1, time(now));
            Jdbc.bind(insert, 2, "uuid", rows, ObjectRow::id);
            Jdbc.bind(insert, 3, "uuid", rows, row -> row.type().id());
            Jdbc.bind(insert, 4, "timestamptz", rows, ObjectRow::createdAt);
            return insert.executeUpdate();
          });
    }
  }

  void link(Collection<Link> links) {
    pairs(LINK, links);
  }

  void unlink(Collection<Link> links) {
    pairs(UNLINK, links);
  }

  private void pairs(String sql, Collection<Link> links) {
    if (!links.isEmpty()) {
      jdbc.run(
          sql,
          statement -> {
            Jdbc.bind(statement, 1, "uuid", links, Link::a);
            Jdbc.bind(statement, 2, "uuid", links, Link::b);
            return statement.executeUpdate();
          });
    }
  }

  private static OffsetDateTime time(Instant moment) {
    return OffsetDateTime.ofInstant(moment, ZoneOffset.UTC);
  }
}
