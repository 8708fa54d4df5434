package dev.castellan.objecttype.schema;

import static dev.castellan.web.list.ListField.bool;
import static dev.castellan.web.list.ListField.text;
import static dev.castellan.web.list.ListField.time;
import static dev.castellan.web.list.ListField.uuid;

import dev.castellan.contracts.Caller;
import dev.castellan.web.list.ListPage;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.list.Listing;
import dev.castellan.web.list.Lists;
import dev.castellan.web.list.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads types as far as a caller may see them. */
@ApplicationScoped
class TypeReader {

  private static final Listing LISTING =
      Listing.of(
          TypeSummary.class,
          "t.id, t.name",
          "objecttype t",
          "name,id",
          uuid("id", "t.id"),
          text("name", "t.name"),
          bool("log", "t.log"),
          time("createdAt", "t.created_at"),
          time("updatedAt", "t.updated_at"));

  /** As {@link ObjectType#allows} decides it about reading. */
  private static final String READABLE =
      """
      not t.restricted and not exists (select 1 from type_access a where a.type_id = t.id)
      or exists (select 1 from type_access a
                 where a.type_id = t.id and a.profile_id = ? and a.may_read)
      """;

  private final Catalogue catalogue;
  private final DataSource database;
  private final Lists lists;

  TypeReader(Catalogue catalogue, DataSource database, Lists lists) {
    this.catalogue = catalogue;
    this.database = database;
    this.lists = lists;
  }

  ListPage<TypeSummary> list(ListParameters asked, Caller caller) {
    Sql scope = caller.admin() ? Sql.ALL : Sql.of("(" + READABLE + ")", caller.profileId());
    return lists.read(
        database,
        LISTING,
        scope,
        asked,
        row -> new TypeSummary(row.getObject(1, UUID.class), row.getString(2)));
  }

  ObjectType one(UUID id, Caller caller) {
    ObjectType type = catalogue.type(id);
    type.require(caller, Right.READ);
    return type;
  }
}
