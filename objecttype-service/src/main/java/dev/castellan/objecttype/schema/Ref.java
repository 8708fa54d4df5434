package dev.castellan.objecttype.schema;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/** A pointer to what has a UUID: the UUID, or an object with it as {@code id}. */
public record Ref(@JsonValue UUID id) {

  private static final int UUID_LENGTH = 36;

  /**
   * @throws IllegalArgumentException when it points at nothing
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Ref of(JsonNode node) {
    return new Ref(uuid(node.isObject() ? node.path("id").asText() : node.asText()));
  }

  /**
   * @throws IllegalArgumentException when it is no UUID in its usual form
   */
  public static UUID uuid(String text) {
    if (text.length() != UUID_LENGTH) {
      throw new IllegalArgumentException("must be a UUID");
    }
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must be a UUID", e);
    }
  }
}
