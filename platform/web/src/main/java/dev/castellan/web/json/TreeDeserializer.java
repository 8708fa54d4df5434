package dev.castellan.web.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.function.Function;

/**
 * Makes a value of a JSON tree; what the function refuses is one broken field, and reading goes on.
 */
final class TreeDeserializer<T> extends StdDeserializer<T> {

  private static final long serialVersionUID = 1L;

  private final transient Function<JsonNode, T> reading;

  TreeDeserializer(Class<T> type, Function<JsonNode, T> reading) {
    super(type);
    this.reading = reading;
  }

  @Override
  public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    JsonNode tree = context.readTree(parser);
    try {
      return reading.apply(tree);
    } catch (IllegalArgumentException e) {
      @SuppressWarnings("unchecked")
      T instead = (T) context.handleInstantiationProblem(handledType(), tree, e);
      return instead;
    }
  }
}
