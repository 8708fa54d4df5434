package dev.castellan.element.document;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.FieldType;
import dev.castellan.element.structure.Right;
import dev.castellan.element.structure.Structure;
import dev.castellan.element.structure.StructureView;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a relation shows of the element it leads to.
 *
 * @param structure whether it is a structure itself
 * @param ruledBy the structure whose rights count
 * @param shown grows with each change of any of this
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record Target(
    long initid,
    String title,
    String name,
    boolean structure,
    long ruledBy,
    boolean deleted,
    long shown) {

  boolean visibleTo(Viewer viewer) {
    return viewer.structures().byId(ruledBy).isPresent() && viewer.view(ruledBy).may(Right.VIEW);
  }

  /** Relations in the values of an element, as the column {@code targets} keeps them. */
  static ObjectNode all(Structure structure, JsonNode fields) {
    ObjectNode targets = JsonNodeFactory.instance.objectNode();
    for (Field field : structure.fields()) {
      if (field.type() == FieldType.DOCID && fields.hasNonNull(field.key())) {
        ids(fields.get(field.key())).forEach(targets.withArray("/" + field.key())::add);
      }
    }
    return targets;
  }

  /** How often what the readable relations of an element show has changed. */
  static long sum(StructureView view, JsonNode fields, Map<Long, Target> targets) {
    Set<Long> ids = new LinkedHashSet<>();
    for (Field field : view.readable()) {
      if (field.type() == FieldType.DOCID) {
        collect(fields.get(field.key()), ids);
      }
    }
    return ids.stream().map(targets::get).filter(Objects::nonNull).mapToLong(Target::shown).sum();
  }

  /** Ids in the value of a relation, however deep it is. */
  public static Set<Long> ids(JsonNode value) {
    Set<Long> ids = new LinkedHashSet<>();
    collect(value, ids);
    return ids;
  }

  private static void collect(JsonNode value, Set<Long> ids) {
    if (value == null || value.isNull()) {
      return;
    }
    if (value.isArray()) {
      value.forEach(each -> collect(each, ids));
    } else {
      ids.add(Long.parseLong(value.asText()));
    }
  }
}
