package dev.castellan.element.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.Structure;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an edit changes, as the history keeps it: of what is long, the beginning. How much that is
 * does not depend on other fields, which may be hidden.
 */
final class Changes {

  private static final int LONGEST = 500;

  private Changes() {}

  /** By key of the field: before and after, null for no value. What is computed follows from it. */
  static Map<String, List<JsonNode>> of(Structure structure, ObjectNode before, ObjectNode after) {
    Map<String, List<JsonNode>> changes = new LinkedHashMap<>();
    for (Field field : structure.fields()) {
      JsonNode then = before.get(field.key());
      JsonNode now = after.get(field.key());
      if (field.compute() == null && !FieldValues.same(then, now)) {
        changes.put(field.key(), Arrays.asList(excerpt(then), excerpt(now)));
      }
    }
    return changes;
  }

  /** Ids, numbers and files are kept whole; of a list, as many values as there is room for. */
  private static JsonNode excerpt(JsonNode value) {
    if (value == null || !value.isArray()) {
      return value != null && value.isTextual() && value.textValue().length() > LONGEST
          ? TextNode.valueOf(beginning(value.textValue()))
          : value;
    }
    ArrayNode kept = JsonNodeFactory.instance.arrayNode();
    int length = 0;
    for (JsonNode each : value) {
      if (length < LONGEST) {
        JsonNode part = excerpt(each);
        kept.add(part);
        length += part.toString().length();
      }
    }
    return kept;
  }

  private static String beginning(String text) {
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end) + "…";
  }
}
