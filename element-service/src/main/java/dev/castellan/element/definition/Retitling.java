package dev.castellan.element.definition;

import dev.castellan.element.document.ElementReader;
import dev.castellan.element.document.ElementRow;
import dev.castellan.element.document.ElementStore;
import dev.castellan.element.document.Recipe;
import dev.castellan.element.structure.Structure;
import dev.castellan.element.structure.Structures;
import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes titles and computed fields anew, of all revisions, when a structure comes to make them of
 * something else: what they were made of may be hidden now, and must not go on standing in them.
 */
@ApplicationScoped
class Retitling {

  /** More would take longer than a transaction may. */
  private static final int MOST = 100_000;

  private static final int CHUNK = 500;

  private static final String OF_STRUCTURES =
      "select id from element where structure_id = any (?) and (?::text is null or title = ?)"
          + " order by id limit ?";
  private static final String LOCK =
      "select id from element where id = any (?) order by id for no key update";

  /** No edit of anybody's; but what relations to the element show of it may have changed. */
  private static final String RETITLE =
      """
      update element e set title = v.title, shown = shown + 1,
        fields = jsonb_strip_nulls(e.fields || v.computed)
      from unnest(?, ?, ?) as v (id, title, computed)
      where e.id = v.id
      """;

  private final ElementReader reader;
  private final ElementStore store;
  private final Jdbc jdbc;

  Retitling(ElementReader reader, ElementStore store, Jdbc jdbc) {
    this.reader = reader;
    this.store = store;
    this.jdbc = jdbc;
  }

  /**
   * To be called in the transaction that changes the structure.
   *
   * @param structures as they were
   * @throws ServiceException 422 when there are too many elements for one transaction
   */
  void follow(Structure before, Structure wanted, Structures structures) {
    List<Structure> changed =
        structures.family(before).stream()
            .filter(each -> !new Recipe(each).equals(new Recipe(under(each, wanted))))
            .map(each -> under(each, wanted))
            .toList();
    if (!changed.isEmpty()) {
      renewAll(changed, null);
    }
    if (!wanted.title().equals(before.title()) && !changed.contains(wanted)) {
      // Elements that have nothing to be called by are called like their structure.
      renewAll(List.of(wanted), before.title());
    }
  }

  /**
   * @param title which they have now; null for any
   */
  private void renewAll(List<Structure> structures, String title) {
    // Who makes an element at this moment does it by the old structure, and is waited for.
    store.keepNewElementsOut();
    List<Long> ids = ids(structures, title);
    if (ids.size() > MOST) {
      throw ServiceException.invalid(
          "fields", "cannot make other titles or computed fields for more than " + MOST);
    }
    for (int i = 0; i < ids.size(); i += CHUNK) {
      renew(ids.subList(i, Math.min(i + CHUNK, ids.size())), structures);
    }
  }

  private static Structure under(Structure child, Structure wanted) {
    return child.id() == wanted.id() ? wanted : child.under(under(child.parent(), wanted));
  }

  private List<Long> ids(List<Structure> structures, String title) {
    return jdbc.run(
        OF_STRUCTURES,
        select -> {
          Jdbc.bind(select, 1, "bigint", structures, Structure::id);
          select.setString(2, title);
          select.setString(3, title);
          select.setInt(4, MOST + 1);
          return Jdbc.rows(select, row -> row.getLong(1));
        });
  }

  private void renew(List<Long> ids, List<Structure> structures) {
    jdbc.run(
        LOCK,
        select -> {
          Jdbc.bind(select, 1, "bigint", ids, each -> each);
          return Jdbc.rows(select, row -> row.getLong(1));
        });
    int done = 0;
    while (done < ids.size()) {
      List<ElementRow> rows = reader.some(ids.subList(done, ids.size()));
      List<Recipe.Made> made = new ArrayList<>();
      for (Structure structure : structures) {
        List<ElementRow> own =
            rows.stream().filter(each -> each.structureId() == structure.id()).toList();
        made.addAll(new Recipe(structure).make(own, reader::targets));
      }
      store(made);
      done += rows.size();
    }
  }

  private void store(List<Recipe.Made> made) {
    jdbc.run(
        RETITLE,
        update -> {
          Jdbc.bind(update, 1, "bigint", made, Recipe.Made::id);
          Jdbc.bind(update, 2, "text", made, Recipe.Made::title);
          Jdbc.bind(update, 3, "jsonb", made, each -> each.computed().toString());
          return update.executeUpdate();
        });
  }
}
