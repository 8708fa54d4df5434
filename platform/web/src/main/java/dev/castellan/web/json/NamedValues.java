package dev.castellan.web.json;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values by name. Written as an object {@code {name: value}} or as an array {@code
 * [{"reference":…,"value":…}]}; both mean the same.
 */
public record NamedValues(@JsonValue Map<String, Object> values) {

  public static final NamedValues NONE = new NamedValues(Map.of());

  private static final ObjectMapper PLAIN = new ObjectMapper();

  /**
   * @throws IllegalArgumentException when it is written in neither form
   */
  public static NamedValues of(JsonNode node) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (node.isObject()) {
      node.properties().forEach(each -> values.put(each.getKey(), plain(each.getValue())));
    } else if (node.isArray()) {
      node.forEach(each -> values.put(name(each), plain(each.path("value"))));
    } else if (!node.isNull()) {
      throw new IllegalArgumentException("must be an object or an array of {reference, value}");
    }
    return new NamedValues(values);
  }

  private static String name(JsonNode entry) {
    JsonNode reference = entry.hasNonNull("reference") ? entry.get("reference") : entry.path("id");
    if (!entry.isObject() || !reference.isValueNode() || reference.isNull()) {
      throw new IllegalArgumentException("must hold entries of the form {reference, value}");
    }
    return reference.asText();
  }

  private static Object plain(JsonNode value) {
    return value.isMissingNode() ? null : PLAIN.convertValue(value, Object.class);
  }
}
