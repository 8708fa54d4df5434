package dev.castellan.objecttype.object;

import dev.castellan.contracts.Caller;
import dev.castellan.messaging.jdbc.Jdbc;
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
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads objects, without a transaction. */
@ApplicationScoped
public class ObjectReader {

  private static final String ONE =
      "select o.id, o.data, o.version from object o where o.id = ? and o.type_id = ?";

  private final Catalogue catalogue;
  private final ObjectListings listings;
  private final ObjectViews views;
  private final DataSource database;
  private final Lists lists;
  private final Jdbc jdbc;

  ObjectReader(
      Catalogue catalogue,
      ObjectListings listings,
      ObjectViews views,
      DataSource database,
      Lists lists,
      Jdbc jdbc) {
    this.catalogue = catalogue;
    this.listings = listings;
    this.views = views;
    this.database = database;
    this.lists = lists;
    this.jdbc = jdbc;
  }

  ListPage<ListedObject> list(
      UUID typeId, ObjectFormat format, ListParameters asked, Caller caller) {
    Schema schema = catalogue.schemaWith(typeId);
    ObjectType type = readable(schema, typeId, caller);
    return lists.read(
        database,
        listings.of(schema, type, format),
        ObjectListings.scope(type),
        asked,
        new ListedRows(type)::read,
        rows -> views.listed(schema, rows, format, caller));
  }

  /** The whole list, however long it is. */
  ObjectExport export(UUID typeId, ObjectFormat format, ListParameters asked, Caller caller) {
    Schema schema = catalogue.schemaWith(typeId);
    ObjectType type = readable(schema, typeId, caller);
    Listing listing = listings.of(schema, type, format);
    Iterator<List<ObjectRow>> parts =
        lists.parts(
            database, listing, ObjectListings.scope(type), asked, new ListedRows(type)::read);
    return new ObjectExport(
        ObjectListings.columns(type, format, lists.members(listing, asked)),
        parts,
        rows -> views.listed(schema, rows, format, caller));
  }

  ObjectDetails details(UUID typeId, UUID id, Caller caller) {
    Schema schema = catalogue.schemaWith(typeId);
    return details(schema, row(readable(schema, typeId, caller), id), caller);
  }

  ObjectDetails details(Schema schema, ObjectRow row, Caller caller) {
    return views.details(schema, row, caller);
  }

  /** The object as its list would show it, but for numbers, which are text. */
  VersionedObject listed(UUID typeId, UUID id, ObjectFormat format, Caller caller) {
    Schema schema = catalogue.schemaWith(typeId);
    ObjectRow row = row(readable(schema, typeId, caller), id);
    return new VersionedObject(views.one(schema, row, format, caller), row.version());
  }

  /**
   * @return the type of an object that is there
   * @throws ServiceException 404, or 403 when the caller may not read it
   */
  public ObjectType require(UUID typeId, UUID id, Caller caller) {
    ObjectType type = readable(catalogue.schemaWith(typeId), typeId, caller);
    row(type, id);
    return type;
  }

  private static ObjectType readable(Schema schema, UUID typeId, Caller caller) {
    ObjectType type = schema.type(typeId);
    type.require(caller, Right.READ);
    return type;
  }

  private ObjectRow row(ObjectType type, UUID id) {
    List<ObjectRow> found =
        jdbc.run(
            ONE,
            select -> {
              select.setObject(1, id);
              select.setObject(2, type.id());
              return Jdbc.rows(select, row -> row(type, row));
            });
    if (found.isEmpty()) {
      throw new ServiceException(ErrorCode.OBJECT_NOT_FOUND);
    }
    return found.get(0);
  }

  private static ObjectRow row(ObjectType type, ResultSet row) throws SQLException {
    return new ObjectRow(
        row.getObject(1, UUID.class),
        type,
        ObjectData.read(row.getString(2)),
        null,
        row.getLong(3));
  }
}
