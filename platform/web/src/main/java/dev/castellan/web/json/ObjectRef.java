package dev.castellan.web.json;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A pointer to another object, in any spelling: its id, its unique reference, {@code {"id":…}}, or
 * the whole object. A JSON number is an id; text is a reference first and, only if there is none
 * such and it is all digits, an id.
 *
 * @param id null when only a name is given
 * @param name null when only an id is given
 * @param type {@code type} member of the object form, null when absent
 */
public record ObjectRef(Long id, String name, String type) {

  /**
   * @throws IllegalArgumentException when it points at nothing
   */
  public static ObjectRef of(JsonNode node) {
    if (node.isObject()) {
      JsonNode pointer = first(node, "id", "reference", "name");
      ObjectRef inner = of(pointer);
      return new ObjectRef(inner.id, inner.name, node.path("type").textValue());
    }
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return new ObjectRef(node.longValue(), null, null);
    }
    if (node.isTextual() && !node.textValue().isBlank()) {
      return new ObjectRef(null, node.textValue(), null);
    }
    throw new IllegalArgumentException("must be an id, a reference or an object with one");
  }

  /** The id that the text would be, if it is all digits; null otherwise. */
  public Long nameAsId() {
    return name != null && name.matches("\\d{1,18}") ? Long.valueOf(name) : null;
  }

  private static JsonNode first(JsonNode node, String... members) {
    for (String member : members) {
      if (node.hasNonNull(member)) {
        return node.get(member);
      }
    }
    throw new IllegalArgumentException("must have an id or a reference");
  }
}
