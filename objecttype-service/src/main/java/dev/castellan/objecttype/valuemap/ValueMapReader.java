package dev.castellan.objecttype.valuemap;

import static dev.castellan.web.list.ListField.bool;
import static dev.castellan.web.list.ListField.text;
import static dev.castellan.web.list.ListField.uuid;

import dev.castellan.objecttype.schema.Catalogue;
import dev.castellan.objecttype.schema.Schema;
import dev.castellan.objecttype.schema.ValueMap;
import dev.castellan.web.list.ListPage;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.list.Listing;
import dev.castellan.web.list.Lists;
import dev.castellan.web.list.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads value maps. */
@ApplicationScoped
class ValueMapReader {

  private static final Listing LISTING =
      Listing.of(
          ValueMapSummary.class,
          "m.id, m.name",
          "valuemap m",
          "name,id",
          uuid("id", "m.id"),
          text("name", "m.name"),
          bool("prio", "m.prio"));

  private final Catalogue catalogue;
  private final DataSource database;
  private final Lists lists;

  ValueMapReader(Catalogue catalogue, DataSource database, Lists lists) {
    this.catalogue = catalogue;
    this.database = database;
    this.lists = lists;
  }

  ListPage<ValueMapSummary> list(ListParameters asked) {
    return lists.read(
        database,
        LISTING,
        Sql.ALL,
        asked,
        row -> new ValueMapSummary(row.getObject(1, UUID.class), row.getString(2)));
  }

  /** The map, looked for in the database too: another replica may just have made it. */
  ValueMap one(UUID id) {
    Schema known = catalogue.schema();
    return (known.valuemaps().containsKey(id) ? known : catalogue.refreshed()).valuemap(id);
  }
}
