package dev.castellan.process.definition;

import static dev.castellan.web.list.ListField.integer;
import static dev.castellan.web.list.ListField.text;
import static dev.castellan.web.list.ListField.time;

import dev.castellan.web.list.ListPage;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.list.Listing;
import dev.castellan.web.list.Lists;
import dev.castellan.web.list.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import javax.sql.DataSource;

/** Reads processes as clients see them. */
@ApplicationScoped
class ProcessReader {

  private static final Listing LISTING =
      Listing.of(
              ProcessView.class,
              "p.id",
              "process p join espace s on s.id = p.espace_id",
              "id",
              integer("id", "p.id"),
              text("reference", "p.reference"),
              text("name", "p.name"),
              text("nameEnable", "p.name_enable").orNull(),
              text("nameDisable", "p.name_disable").orNull(),
              text("description", "p.description").orNull().unsorted(),
              integer("espace.id", "p.espace_id"),
              text("espace.reference", "s.reference"),
              text("icon", "p.icon").orNull(),
              text("mode", "p.mode"),
              integer("enable", "p.enable"),
              time("createdAt", "p.created_at"),
              time("updatedAt", "p.updated_at"),
              integer("version", "p.version"))
          .ofSmallRows();

  private final DataSource database;
  private final Lists lists;
  private final ProcessRepository processes;
  private final ProcessViews views;

  ProcessReader(DataSource database, Lists lists, ProcessRepository processes, ProcessViews views) {
    this.database = database;
    this.lists = lists;
    this.processes = processes;
    this.views = views;
  }

  ProcessView get(long id) {
    return views.view(processes.get(id));
  }

  /** Which processes, and in which order, says one statement; another fetches them whole. */
  ListPage<ProcessView> list(ListParameters asked) {
    return lists.read(database, LISTING, Sql.ALL, asked, row -> row.getLong(1), this::whole);
  }

  private List<ProcessView> whole(List<Long> ids) {
    return processes.all(ids).stream().map(views::view).toList();
  }
}
