package dev.castellan.objecttype.schema;

import static dev.castellan.web.list.ListField.bool;
import static dev.castellan.web.list.ListField.integer;
import static dev.castellan.web.list.ListField.text;
import static dev.castellan.web.list.ListField.uuid;

import dev.castellan.contracts.Caller;
import dev.castellan.web.list.ListPage;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.list.Listing;
import dev.castellan.web.list.Lists;
import dev.castellan.web.list.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads properties. */
@ApplicationScoped
class PropertyReader {

  private static final Listing LISTING =
      Listing.of(
          Set.of(
              "id",
              "name",
              "type",
              "type_objtype",
              "type_valuemap",
              "required",
              "frm_readonly",
              "frm_visible",
              "tbl_visible",
              "tbl_orderable",
              "position",
              "regex",
              "unique"),
          "p.id",
          "property p",
          "position,name,id",
          uuid("id", "p.id"),
          text("name", "p.name"),
          integer("type", "p.type"),
          bool("required", "p.required"),
          bool("tbl_orderable", "p.tbl_orderable"),
          integer("position", "p.position"),
          bool("unique", "p.\"unique\""));

  private final Catalogue catalogue;
  private final DataSource database;
  private final Lists lists;

  PropertyReader(Catalogue catalogue, DataSource database, Lists lists) {
    this.catalogue = catalogue;
    this.database = database;
    this.lists = lists;
  }

  /** The database says which ones and in which order, the schema in memory what they are. */
  ListPage<Property> list(UUID typeId, ListParameters asked, Caller caller) {
    ObjectType type = readable(typeId, caller);
    return lists.read(
        database,
        LISTING,
        Sql.of("p.type_id = ?", type.id()),
        asked,
        row -> row.getObject(1, UUID.class),
        ids -> ids.stream().flatMap(each -> type.property(each.toString()).stream()).toList());
  }

  PropertyView one(UUID typeId, UUID id, Caller caller) {
    ObjectType type = readable(typeId, caller);
    return new PropertyView(type.property(id), type.version());
  }

  private ObjectType readable(UUID typeId, Caller caller) {
    ObjectType type = catalogue.type(typeId);
    type.require(caller, Right.READ);
    return type;
  }
}
