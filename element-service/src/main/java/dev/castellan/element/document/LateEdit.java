package dev.castellan.element.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.StructureView;
import dev.castellan.element.value.BadValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An edit that comes too late: what its author is told of the element, field by field. */
final class LateEdit {

  private final ElementRow row;
  private final Viewer viewer;
  private final StructureView view;
  private final Attributes then;
  private final Attributes now;

  /**
   * @param row as it is
   * @param targets what its relations show, and showed before, by initid
   */
  LateEdit(ElementRow row, Viewer viewer, Map<Long, Target> targets) {
    this.row = row;
    this.viewer = viewer;
    this.view = viewer.view(row);
    this.then = Attributes.ofPast(row, viewer, targets);
    this.now = new Attributes(row, viewer, targets);
  }

  /**
   * What a field was when the client looked, what it is, and what the client wants it to be. Only
   * fields that he may read; of those, all that changed since, or, when he has not said what he
   * saw, all that he would change.
   *
   * @param before what the fields that changed since held when he looked, by key
   * @param submission what he wants to write; null for nothing
   */
  List<Map<String, Object>> diff(Map<String, JsonNode> before, Submission submission) {
    List<Map<String, Object>> diff = new ArrayList<>();
    for (Field field : view.readable()) {
      if (!field.valued() || field.compute() != null) {
        continue;
      }
      JsonNode current = row.fields().get(field.key());
      JsonNode old = before.get(field.key());
      boolean changed = before.containsKey(field.key()) && !FieldValues.same(unset(old), current);
      JsonNode yours = yours(field, submission);
      if (changed || yours != null && !FieldValues.same(unset(yours), current)) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", field.id());
        line.put("label", field.label(viewer.language()));
        line.put("changed", changed);
        if (changed) {
          line.put("before", then.of(field, old));
        }
        line.put("current", now.of(field, current));
        if (yours != null) {
          line.put("yours", yours);
        }
        diff.add(line);
      }
    }
    return diff;
  }

  private static JsonNode unset(JsonNode value) {
    return Objects.equals(value, NullNode.getInstance()) ? null : value;
  }

  /** What the client wants; null when he says nothing of the field, or nothing it could take. */
  private JsonNode yours(Field field, Submission submission) {
    Submission.Input input = submission == null ? null : submission.inputs().get(field.id());
    try {
      return input == null ? null : input.read(field, view.structure().depth(field));
    } catch (BadValue notEvenThat) {
      return null;
    }
  }
}
