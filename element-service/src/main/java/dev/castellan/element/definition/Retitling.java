package dev.castellan.element.definition;

import dev.castellan.element.definition.RetitlingOrder.Step;
import dev.castellan.element.document.ElementReader;
import dev.castellan.element.document.ElementRow;
import dev.castellan.element.document.ElementStore;
import dev.castellan.element.document.Recipe;
import dev.castellan.element.document.Target;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.Structure;
import dev.castellan.element.structure.Structures;
import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes titles and computed fields anew, of all revisions, when a structure comes to make them of
 * something else: what they were made of may be hidden now, and must not go on standing in them,
 * nor in computed fields of others that show these titles.
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

  private static final String LED =
      """
      select distinct e.structure_id, t.structure_id
      from element e cross join lateral jsonb_each(e.targets) f
      join element t on t.latest and t.initid = (f.value->>0)::bigint
      where e.structure_id = any (?) and f.key = any (?) and t.structure_id is not null
      """;

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
    Structures after =
        Structures.of(
            structures.stamp(),
            structures.all().stream()
                .map(each -> each.is(before) ? under(each, wanted) : each)
                .toList());
    List<Structure> changed =
        after.family(wanted).stream()
            .filter(each -> !new Recipe(each).keeps(recipe(each.id(), structures)))
            .toList();
    if (!changed.isEmpty()) {
      renewAll(new RetitlingOrder(after, led(after)).from(changed), null);
    }
    if (!wanted.title().equals(before.title()) && !changed.contains(wanted)) {
      // Elements that have nothing to be called by are called like their structure.
      renewAll(List.of(new Step(List.of(wanted), false)), before.title());
    }
  }

  private static Structure under(Structure child, Structure wanted) {
    return child.id() == wanted.id() ? wanted : child.under(under(child.parent(), wanted));
  }

  private static Recipe recipe(long structureId, Structures structures) {
    return new Recipe(structures.byId(structureId).orElseThrow());
  }

  /** By id, the structures to which the relations lead that computed fields show. */
  private Map<Long, Set<Long>> led(Structures structures) {
    List<Structure> showing = new ArrayList<>();
    Set<Field> relations = new HashSet<>();
    for (Structure each : structures.all()) {
      List<Field> own = new Recipe(each).relations();
      if (!own.isEmpty()) {
        showing.add(each);
        relations.addAll(own);
      }
    }
    Map<Long, Set<Long>> led = new HashMap<>();
    if (!showing.isEmpty()) {
      jdbc.run(
          LED,
          select -> {
            Jdbc.bind(select, 1, "bigint", showing, Structure::id);
            Jdbc.bind(select, 2, "text", relations, Field::key);
            return Jdbc.rows(
                select,
                row ->
                    led.computeIfAbsent(row.getLong(1), any -> new HashSet<>())
                        .add(row.getLong(2)));
          });
    }
    return led;
  }

  /**
   * @param title which they have now; null for any
   */
  private void renewAll(List<Step> steps, String title) {
    // Who makes an element at this moment does it by the old structure, and is waited for.
    store.keepNewElementsOut();
    Map<Step, List<Long>> ids = new LinkedHashMap<>();
    long work = 0;
    for (Step step : steps) {
      List<Long> own = ids(step.structures(), title);
      ids.put(step, own);
      work += (long) own.size() * step.passes();
    }
    if (work > MOST) {
      throw ServiceException.invalid(
          "fields", "cannot make other titles or computed fields for more than " + MOST);
    }
    ids.forEach(this::renewStep);
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

  private void renewStep(Step step, List<Long> ids) {
    if (step.circular()) {
      // Otherwise they would hand on to each other for ever what must be gone.
      pass(ids, step, asked -> others(asked, step));
    }
    pass(ids, step, reader::targets);
  }

  /** What relations show, but for titles that the same step makes. */
  private Map<Long, Target> others(Set<Long> ids, Step step) {
    Map<Long, Target> targets = reader.targets(ids);
    targets.values().removeIf(each -> step.has(each.ruledBy()));
    return targets;
  }

  private void pass(List<Long> ids, Step step, Function<Set<Long>, Map<Long, Target>> targets) {
    for (int i = 0; i < ids.size(); i += CHUNK) {
      renew(ids.subList(i, Math.min(i + CHUNK, ids.size())), step, targets);
    }
  }

  private void renew(List<Long> ids, Step step, Function<Set<Long>, Map<Long, Target>> targets) {
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
      for (Structure structure : step.structures()) {
        List<ElementRow> own =
            rows.stream().filter(each -> each.structureId() == structure.id()).toList();
        made.addAll(new Recipe(structure).make(own, targets));
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
