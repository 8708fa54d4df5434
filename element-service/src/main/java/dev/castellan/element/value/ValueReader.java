package dev.castellan.element.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.castellan.element.structure.Field;
import java.util.List;

/**
 * Reads what clients send for one field: {@code {"value":…}}, a list of such for several values, a
 * list of lists in an array; or texts of a form.
 */
public final class ValueReader {

  private static final int MOST_VALUES = 1_000;

  private ValueReader() {}

  /** Whether a member of {@code document.attributes} carries a value at all. */
  public static boolean hasValue(JsonNode item) {
    if (item.isArray()) {
      for (JsonNode each : item) {
        if (!hasValue(each)) {
          return false;
        }
      }
      return true;
    }
    return item.isObject() && item.has("value");
  }

  /**
   * @param depth how deep lists are nested in a value of the field
   * @return the value as it is kept; null node for none
   * @throws BadValue when the field does not take it
   */
  public static JsonNode read(Field field, int depth, JsonNode item) {
    return nested(field, depth, bare(item), -1);
  }

  /** As {@link #read}, for the texts that a form gives one name. */
  public static JsonNode readForm(Field field, int depth, List<String> texts) {
    if (depth == 0) {
      return read(field, 0, TextNode.valueOf(texts.get(texts.size() - 1)));
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    boolean cleared = texts.size() == 1 && texts.get(0).isEmpty();
    if (!cleared) {
      texts.forEach(list::add);
    }
    return nested(field, depth, list, -1);
  }

  /** The value without the objects around it. */
  private static JsonNode bare(JsonNode item) {
    if (item.isObject() && item.has("value")) {
      return bare(item.get("value"));
    }
    if (!item.isArray()) {
      return item;
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    item.forEach(each -> list.add(bare(each)));
    return list;
  }

  private static JsonNode nested(Field field, int depth, JsonNode value, int index) {
    if (depth == 0) {
      return scalar(field, value, index);
    }
    if (value.isNull() || value.isTextual() && value.textValue().isEmpty()) {
      return NullNode.getInstance();
    }
    if (!value.isArray()) {
      throw new BadValue("must be a list of values", index);
    }
    if (value.size() > MOST_VALUES) {
      throw new BadValue("must have at most " + MOST_VALUES + " values", index);
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < value.size(); i++) {
      list.add(nested(field, depth - 1, value.get(i), index < 0 ? i : index));
    }
    return depth == 1 && field.multiple() ? withoutNulls(list) : list;
  }

  /** Rows of an array stay in their places; several values of one field have none to keep. */
  private static JsonNode withoutNulls(ArrayNode list) {
    ArrayNode kept = JsonNodeFactory.instance.arrayNode();
    list.forEach(
        each -> {
          if (!each.isNull()) {
            kept.add(each);
          }
        });
    return kept.isEmpty() ? NullNode.getInstance() : kept;
  }

  private static JsonNode scalar(Field field, JsonNode value, int index) {
    try {
      return Scalars.parse(field, value);
    } catch (BadValue e) {
      throw new BadValue(e.getMessage(), index);
    }
  }
}
