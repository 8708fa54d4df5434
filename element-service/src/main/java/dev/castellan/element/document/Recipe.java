package dev.castellan.element.document;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.FieldType;
import dev.castellan.element.structure.Structure;
import dev.castellan.web.template.Placeholders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Of what a structure makes the titles and the computed fields of its elements. */
public final class Recipe {

  private final Structure structure;

  /** Keys of the fields that a title is made of, in order. */
  private final List<String> titles = new ArrayList<>();

  /** Of what each computed field is made, by key. */
  private final Map<String, String> computes = new HashMap<>();

  /** What is shown of enumerations, by the keys of field and item. */
  private final Map<List<String>, String> labels = new HashMap<>();

  public Recipe(Structure structure) {
    this.structure = structure;
    for (Field field : structure.fields()) {
      if (field.title()) {
        titles.add(field.key());
        label(field);
      }
      if (field.compute() != null) {
        computes.put(field.key(), compute(field));
      }
    }
  }

  /** A renamed field is the same one still. */
  private String compute(Field field) {
    String text = field.compute();
    for (String id : Placeholders.references(text)) {
      Optional<Field> source = structure.field(id);
      if (source.isPresent()) {
        text = text.replace("{" + id + "}", "{" + source.get().key() + "}");
        label(source.get());
      }
    }
    return text;
  }

  private void label(Field field) {
    field
        .items()
        .forEach(each -> labels.put(List.of(field.key(), each.key()), each.label(Titles.LANGUAGE)));
  }

  /**
   * Whether elements may stay as another recipe has made them. Items that an enumeration has got
   * since then do not count: an element that has such a key already goes on showing the bare key
   * until it is saved again.
   */
  public boolean keeps(Recipe before) {
    return titles.equals(before.titles)
        && computes.equals(before.computes)
        && labels.entrySet().containsAll(before.labels.entrySet());
  }

  /** The relations of which computed fields show the titles. */
  public List<Field> relations() {
    return structure.fields().stream()
        .filter(each -> each.compute() != null)
        .flatMap(each -> Placeholders.references(each.compute()).stream())
        .flatMap(each -> structure.field(each).stream())
        .filter(each -> each.type() == FieldType.DOCID)
        .distinct()
        .toList();
  }

  /**
   * What an element that is there has got by it.
   *
   * @param computed values of all computed fields by key, null for none
   */
  public record Made(long id, String title, ObjectNode computed) {}

  /**
   * The elements for which it makes something else than they have.
   *
   * @param targets finds what relations show, by initid
   */
  public List<Made> make(List<ElementRow> rows, Function<Set<Long>, Map<Long, Target>> targets) {
    Map<Long, Target> related = targets.apply(related(rows));
    List<Made> made = new ArrayList<>();
    for (ElementRow row : rows) {
      ObjectNode fields = row.fields().deepCopy();
      Titles.compute(structure, fields, related);
      String title = Titles.title(structure, fields);
      if (!title.equals(row.title()) || !fields.equals(row.fields())) {
        made.add(new Made(row.id(), title, computed(fields)));
      }
    }
    return made;
  }

  private Set<Long> related(List<ElementRow> rows) {
    Set<Long> ids = new HashSet<>();
    for (Field each : relations()) {
      rows.forEach(row -> ids.addAll(Target.ids(row.fields().get(each.key()))));
    }
    return ids;
  }

  private ObjectNode computed(ObjectNode fields) {
    ObjectNode computed = JsonNodeFactory.instance.objectNode();
    structure.fields().stream()
        .filter(each -> each.compute() != null)
        .forEach(each -> computed.set(each.key(), fields.get(each.key())));
    return computed;
  }
}
