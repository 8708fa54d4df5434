package dev.castellan.element.document;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.FieldType;
import dev.castellan.element.structure.Structure;
import dev.castellan.web.template.Placeholders;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Of what a structure makes the titles and the computed fields of its elements. */
public final class Recipe {

  private final Structure structure;
  private final List<Object> parts = new ArrayList<>();

  public Recipe(Structure structure) {
    this.structure = structure;
    for (Field field : structure.fields()) {
      if (field.title()) {
        parts.add(List.of(field.key(), field.items()));
      }
      if (field.compute() != null) {
        parts.add(List.of(field.key(), compute(field)));
      }
    }
  }

  /** A renamed field is the same one still. */
  private List<Object> compute(Field field) {
    List<Object> sources = new ArrayList<>();
    String text = field.compute();
    for (String id : Placeholders.references(text)) {
      Optional<Field> source = structure.field(id);
      if (source.isPresent()) {
        sources.add(List.of(source.get().key(), source.get().items()));
        text = text.replace("{" + id + "}", "{" + source.get().key() + "}");
      }
    }
    sources.add(text);
    return sources;
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
    for (Field field : structure.fields()) {
      if (field.compute() != null) {
        Placeholders.references(field.compute()).stream()
            .flatMap(each -> structure.field(each).stream())
            .filter(each -> each.type() == FieldType.DOCID)
            .forEach(
                each -> rows.forEach(row -> ids.addAll(Target.ids(row.fields().get(each.key())))));
      }
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

  @Override
  public boolean equals(Object other) {
    return other instanceof Recipe recipe && parts.equals(recipe.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }
}
