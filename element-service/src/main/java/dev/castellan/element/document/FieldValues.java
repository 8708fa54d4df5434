package dev.castellan.element.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;

/** The values of an element by field key, as the database keeps them. */
public final class FieldValues {

  /** Amounts are exact, to the zeros at their end. */
  private static final ObjectReader READER =
      new ObjectMapper()
          .readerFor(ObjectNode.class)
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

  /** Numbers are the same however they are written. */
  private static final Comparator<JsonNode> BY_MEANING =
      (one, other) ->
          one.isNumber() && other.isNumber()
              ? one.decimalValue().compareTo(other.decimalValue())
              : one.equals(other) ? 0 : 1;

  private FieldValues() {}

  /** Null stays null. */
  public static ObjectNode read(String json) {
    try {
      return json == null ? null : READER.readValue(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("values could not be read", e);
    }
  }

  public static boolean same(JsonNode one, JsonNode other) {
    return one == null || other == null ? one == other : one.equals(BY_MEANING, other);
  }
}
