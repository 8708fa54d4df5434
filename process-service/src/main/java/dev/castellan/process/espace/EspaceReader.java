package dev.castellan.process.espace;

import static dev.castellan.web.list.ListField.integer;
import static dev.castellan.web.list.ListField.text;

import dev.castellan.web.list.ListPage;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.list.Listing;
import dev.castellan.web.list.Lists;
import dev.castellan.web.list.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import javax.sql.DataSource;

/** The list of espaces. */
@ApplicationScoped
class EspaceReader {

  private static final Listing LISTING =
      Listing.of(
          EspaceView.class,
          "s.id, s.reference, s.name, s.description, s.icon",
          "espace s",
          "id",
          integer("id", "s.id"),
          text("reference", "s.reference"),
          text("name", "s.name"),
          text("description", "s.description").orNull().unsorted(),
          text("icon", "s.icon").orNull());

  private final DataSource database;
  private final Lists lists;

  EspaceReader(DataSource database, Lists lists) {
    this.database = database;
    this.lists = lists;
  }

  ListPage<EspaceView> list(ListParameters asked) {
    return lists.read(
        database,
        LISTING,
        Sql.ALL,
        asked,
        row ->
            new EspaceView(
                row.getLong("id"),
                row.getString("reference"),
                row.getString("name"),
                row.getString("description"),
                row.getString("icon")));
  }
}
