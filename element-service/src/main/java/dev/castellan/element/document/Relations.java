package dev.castellan.element.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.FieldType;
import dev.castellan.element.structure.Structure;
import dev.castellan.element.structure.StructureView;
import dev.castellan.element.structure.Structures;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Finds the elements that submitted relations lead to. */
@ApplicationScoped
class Relations {

  private final ElementReader reader;

  Relations(ElementReader reader) {
    this.reader = reader;
  }

  /**
   * Puts the initid in the place of every id or logical name. A relation that was there before may
   * stay whatever it leads to by now; a new one must lead to what the viewer may view, and no
   * answer tells what is missing from what is not his to see.
   */
  void resolve(ObjectNode before, Map<Field, JsonNode> values, StructureView view, Viewer viewer) {
    Map<String, Target> found = named(values);
    values.replaceAll(
        (field, value) ->
            field.type() == FieldType.DOCID
                ? resolved(field, value, kept(field, before, view), found, viewer)
                : value);
  }

  /**
   * The same for values with which elements begin, under nobody's rights: a field is left out when
   * one of them leads nowhere, and nobody is told.
   */
  void resolveInitial(Map<Field, JsonNode> values, Structures structures) {
    Map<String, Target> found = named(values);
    values.replaceAll(
        (field, value) ->
            field.type() == FieldType.DOCID ? initial(field, value, found, structures) : value);
    values.values().removeIf(JsonNode::isNull);
  }

  private static JsonNode initial(
      Field field, JsonNode value, Map<String, Target> found, Structures structures) {
    boolean[] lost = new boolean[1];
    JsonNode resolved =
        Nested.map(
            value,
            (each, index) -> {
              Target target = found.get(each.textValue());
              lost[0] |= target == null || !fits(field, target, structures);
              return lost[0] ? each : TextNode.valueOf(Long.toString(target.initid()));
            });
    return lost[0] ? NullNode.getInstance() : resolved;
  }

  /** What the relations among these values name. */
  private Map<String, Target> named(Map<Field, JsonNode> values) {
    Set<String> texts = new HashSet<>();
    values.forEach(
        (field, value) -> {
          if (field.type() == FieldType.DOCID) {
            Nested.forEach(value, each -> texts.add(each.textValue()));
          }
        });
    return texts.isEmpty() ? Map.of() : reader.named(texts);
  }

  private static JsonNode resolved(
      Field field, JsonNode value, Set<Long> kept, Map<String, Target> found, Viewer viewer) {
    return Nested.map(
        value,
        (each, index) -> {
          Target target = found.get(each.textValue());
          if (target == null
              || !kept.contains(target.initid()) && !mayLead(field, target, viewer)) {
            throw Drafts.refused(
                field, index, "leads to no element: " + Quote.of(each.textValue()));
          }
          return TextNode.valueOf(Long.toString(target.initid()));
        });
  }

  /** What was there before, if the viewer may know it. */
  private static Set<Long> kept(Field field, ObjectNode before, StructureView view) {
    return view.access(field).reads() ? Target.ids(before.get(field.key())) : Set.of();
  }

  private static boolean mayLead(Field field, Target target, Viewer viewer) {
    return target.visibleTo(viewer) && fits(field, target, viewer.structures());
  }

  private static boolean fits(Field field, Target target, Structures structures) {
    if (target.deleted() || field.target() == null) {
      return !target.deleted();
    }
    Structure wanted = structures.find(field.target()).orElse(null);
    return wanted != null
        && !target.structure()
        && structures.byId(target.ruledBy()).filter(each -> each.is(wanted)).isPresent();
  }
}
