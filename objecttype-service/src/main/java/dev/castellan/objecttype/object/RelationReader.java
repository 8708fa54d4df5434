package dev.castellan.objecttype.object;

import static dev.castellan.web.list.ListField.uuid;

import dev.castellan.contracts.Caller;
import dev.castellan.objecttype.schema.Catalogue;
import dev.castellan.objecttype.schema.ObjectType;
import dev.castellan.objecttype.schema.Right;
import dev.castellan.objecttype.schema.Schema;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.list.ListPage;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.list.Listing;
import dev.castellan.web.list.Lists;
import dev.castellan.web.list.RowReader;
import dev.castellan.web.list.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Reads the objects that an object is related to, and those that it may be related to. */
@ApplicationScoped
class RelationReader {

  private static final String LINKED =
      """
      o.id in (select r.b from object_relation r where r.a = ?
               union all select r.a from object_relation r where r.b = ?)
      """;

  private final Catalogue catalogue;
  private final ObjectReader objects;
  private final ObjectViews views;
  private final DataSource database;
  private final Lists lists;

  RelationReader(
      Catalogue catalogue,
      ObjectReader objects,
      ObjectViews views,
      DataSource database,
      Lists lists) {
    this.catalogue = catalogue;
    this.objects = objects;
    this.views = views;
    this.database = database;
    this.lists = lists;
  }

  ListPage<ListedObject> related(UUID typeId, UUID id, ListParameters asked, Caller caller) {
    objects.require(typeId, id, caller);
    Schema schema = catalogue.schema();
    return list(schema, readable(schema, caller), Sql.of(LINKED, id, id), asked, caller);
  }

  ListedObject one(UUID typeId, UUID id, UUID other, Caller caller) {
    objects.require(typeId, id, caller);
    Schema schema = catalogue.schema();
    Sql scope = Sql.of("o.id = ?", other).and(Sql.of(LINKED, id, id));
    return list(schema, readable(schema, caller), scope, new ListParameters(), caller)
        .items()
        .stream()
        .findFirst()
        .orElseThrow(() -> new ServiceException(ErrorCode.RELATION_NOT_FOUND));
  }

  /**
   * @param search text that something shown of an object must contain; null for all
   */
  ListPage<ListedObject> available(
      UUID typeId, UUID id, String search, ListParameters asked, Caller caller) {
    ObjectType type = objects.require(typeId, id, caller);
    Schema schema = catalogue.schema();
    Sql free = Sql.of("o.id <> ? and not (" + LINKED + ")", id, id, id);
    List<ObjectType> types = schema.relatable(type, caller);
    Sql found = Search.containing(schema, types, readable(schema, caller), search);
    return list(schema, types, free.and(found), asked, caller);
  }

  private ListPage<ListedObject> list(
      Schema schema, List<ObjectType> types, Sql scope, ListParameters asked, Caller caller) {
    String ids = types.stream().map(each -> "'" + each.id() + "'").collect(Collectors.joining(","));
    Sql ofTypes = ids.isEmpty() ? Sql.of("false") : Sql.of("o.type_id in (" + ids + ")");
    return lists.read(
        database,
        listing(types),
        ofTypes.and(scope),
        asked,
        rows(schema),
        rows -> views.related(schema, rows, caller));
  }

  private static Listing listing(List<ObjectType> types) {
    Set<String> members =
        Stream.concat(
                Stream.of("id", "objtype", "objtype_name"),
                types.stream().flatMap(each -> each.properties().stream()).map(each -> each.name()))
            .collect(Collectors.toSet());
    return Listing.of(
        members,
        "o.id, o.data, o.version, o.type_id",
        "object o",
        "id",
        uuid("id", "o.id"),
        uuid("objtype", "o.type_id"));
  }

  /** There may be many types, of which a page has objects of some. */
  private static RowReader<ObjectRow> rows(Schema schema) {
    Map<UUID, ListedRows> ofTypes = new HashMap<>();
    return row ->
        ofTypes
            .computeIfAbsent(
                row.getObject(4, UUID.class), id -> new ListedRows(schema.types().get(id)))
            .read(row);
  }

  private static List<ObjectType> readable(Schema schema, Caller caller) {
    return schema.types().values().stream()
        .filter(each -> each.allows(caller, Right.READ))
        .sorted((one, other) -> one.id().compareTo(other.id()))
        .toList();
  }
}
