package dev.castellan.element.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.castellan.element.document.ElementAnswer.Message;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.FieldType;
import dev.castellan.element.structure.Structure;
import dev.castellan.element.structure.StructureView;
import dev.castellan.element.value.BadValue;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the values of an element of what it had and of what is submitted; all of it, or nothing.
 */
@ApplicationScoped
class Drafts {

  private static final int LARGEST = 4_000_000;

  private final Relations relations;
  private final FileValues files;
  private final ElementReader reader;

  Drafts(Relations relations, FileValues files, ElementReader reader) {
    this.relations = relations;
    this.files = files;
    this.reader = reader;
  }

  /**
   * An element as it would be stored.
   *
   * @param targets what its relations show, by initid
   * @param warnings of fields that were not written
   */
  record Draft(
      ObjectNode fields,
      ObjectNode relations,
      String title,
      Map<Long, Target> targets,
      List<Message> warnings) {}

  /** With the initial values of its structure and those submitted. */
  Draft create(long initid, StructureView view, Submission submission, Viewer viewer) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    Map<Field, JsonNode> initial = new LinkedHashMap<>();
    for (Field field : view.structure().fields()) {
      boolean submitted = submission.inputs().containsKey(field.id()) && view.writes(field);
      if (field.initial() != null && field.compute() == null && !submitted) {
        initial.put(field, Initial.read(view.structure(), field));
      }
    }
    // It is the structure that sets them, whatever its creator may see.
    relations.resolveInitial(initial, viewer.structures());
    set(fields, initial);
    return edit(initid, fields, view, submission, viewer);
  }

  /** With what it had and what is submitted. */
  Draft edit(
      long initid, ObjectNode before, StructureView view, Submission submission, Viewer viewer) {
    Structure structure = view.structure();
    List<Message> warnings = new ArrayList<>();
    Map<Field, JsonNode> values = read(view, submission, warnings);
    ObjectNode fields = before.deepCopy();
    put(fields, values, initid, view, viewer);
    ObjectNode related = Target.all(structure, fields);
    Map<Long, Target> targets = reader.targets(Target.ids(flat(related)));
    Titles.compute(structure, fields, targets);
    if (fields.toString().length() > LARGEST) {
      throw new ServiceException(
          ErrorCode.ELEMENT_STORE_REFUSED, "The element is too large", null, Outcomes.BUSINESS);
    }
    return new Draft(fields, related, Titles.title(structure, fields), targets, warnings);
  }

  private static Map<Field, JsonNode> read(
      StructureView view, Submission submission, List<Message> warnings) {
    Map<Field, JsonNode> values = new LinkedHashMap<>();
    submission
        .inputs()
        .forEach(
            (id, input) -> {
              Field field = writable(view, id, warnings).orElse(null);
              if (field != null) {
                values.put(
                    field, checked(field, () -> input.read(field, view.structure().depth(field))));
              }
            });
    return values;
  }

  /** The field of that id; empty, with a warning, when it may be read only. */
  private static Optional<Field> writable(StructureView view, String id, List<Message> warnings) {
    Field field =
        view.known(id)
            .orElseThrow(
                () ->
                    new ServiceException(
                        ErrorCode.ELEMENT_WRITE_UNKNOWN, "No such field: " + Quote.of(id)));
    if (field.type() == FieldType.ARRAY) {
      throw refused(field, -1, "ROUTES0127 an array is written column by column");
    }
    if (!field.valued()) {
      throw new ServiceException(
          ErrorCode.ELEMENT_WRITE_STRUCTURAL, "The field " + field.id() + " has no value");
    }
    if (view.writes(field)) {
      return Optional.of(field);
    }
    warnings.add(
        new Message(
            "warning", "The field " + field.id() + " may not be written; it was left", "DOC0132"));
    return Optional.empty();
  }

  private void put(
      ObjectNode fields,
      Map<Field, JsonNode> values,
      long initid,
      StructureView view,
      Viewer viewer) {
    relations.resolve(fields, values, view, viewer);
    files.resolve(values, initid, view, viewer);
    set(fields, values);
  }

  private static void set(ObjectNode fields, Map<Field, JsonNode> values) {
    values.forEach(
        (field, value) -> {
          if (value.isNull()) {
            fields.remove(field.key());
          } else {
            fields.set(field.key(), value);
          }
        });
  }

  private static ArrayNode flat(ObjectNode related) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    related.forEach(all::add);
    return all;
  }

  private static JsonNode checked(Field field, java.util.function.Supplier<JsonNode> reading) {
    try {
      return reading.get();
    } catch (BadValue e) {
      throw refused(field, e.index(), e.getMessage());
    }
  }

  /** ROUTES0107: a result of the business, however bad its status looks. */
  static ServiceException refused(Field field, int index, String reason) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", field.id());
    data.put("index", index);
    data.put("err", reason);
    return new ServiceException(
        ErrorCode.ELEMENT_FIELD_REFUSED,
        "The value of " + field.id() + " is refused: " + reason,
        data,
        Outcomes.BUSINESS);
  }
}
