package dev.castellan.element.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Walks the single values in a value, which may be a list, or a list of lists. */
final class Nested {

  private Nested() {}

  /** Every single value, nulls left out. */
  static void forEach(JsonNode value, Consumer<JsonNode> consumer) {
    if (value == null || value.isNull()) {
      return;
    }
    if (value.isArray()) {
      value.forEach(each -> forEach(each, consumer));
    } else {
      consumer.accept(value);
    }
  }

  /**
   * The same shape with other single values.
   *
   * @param change takes each single value and its place in the outermost list, -1 for a single one
   */
  static JsonNode map(JsonNode value, BiFunction<JsonNode, Integer, JsonNode> change) {
    return map(value, -1, change);
  }

  private static JsonNode map(
      JsonNode value, int index, BiFunction<JsonNode, Integer, JsonNode> change) {
    if (value.isNull()) {
      return value;
    }
    if (!value.isArray()) {
      return change.apply(value, index);
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < value.size(); i++) {
      list.add(map(value.get(i), index < 0 ? i : index, change));
    }
    return list;
  }
}
