package dev.castellan.smartobject.module;

import static dev.castellan.web.list.ListField.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.web.list.ListPage;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.list.Listing;
import dev.castellan.web.list.Lists;
import dev.castellan.web.list.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The list of modules. They are in memory, yet the database sorts and filters them, so that there
 * is one grammar with one meaning.
 */
@ApplicationScoped
class ModuleList {

  private static final Listing LISTING =
      Listing.of(
          ModuleView.class,
          "m.id",
          "jsonb_to_recordset(?::jsonb) as m(id text, name text, kind text, icon text)",
          "id",
          text("id", "m.id"),
          text("name", "m.name").orNull(),
          text("kind", "m.kind").orNull(),
          text("icon", "m.icon").orNull());

  private final ModuleCatalogue catalogue;
  private final DataSource database;
  private final ObjectMapper mapper;
  private final Lists lists;

  ModuleList(ModuleCatalogue catalogue, DataSource database, ObjectMapper mapper, Lists lists) {
    this.catalogue = catalogue;
    this.database = database;
    this.mapper = mapper;
    this.lists = lists;
  }

  ListPage<ModuleView> read(ListParameters asked) {
    Map<String, ModuleView> modules =
        catalogue.all().stream()
            .map(ModuleView::of)
            .collect(Collectors.toMap(ModuleView::id, Function.identity()));
    return lists.read(
        database,
        LISTING.over(json(modules.values())),
        Sql.ALL,
        asked,
        row -> modules.get(row.getString("id")));
  }

  private String json(Collection<ModuleView> modules) {
    try {
      return mapper.writeValueAsString(modules);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("modules cannot be written", e);
    }
  }
}
