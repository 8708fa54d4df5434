package dev.castellan.web.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * The lenient spellings: booleans as 0, 1, "0", "1", true or false; named values and pointers in
 * any form.
 */
@Singleton
class JsonSetup implements ObjectMapperCustomizer {

  @Override
  public void customize(ObjectMapper mapper) {
    mapper.registerModule(
        new SimpleModule("castellan")
            .addDeserializer(Boolean.class, new LenientBoolean())
            .addDeserializer(
                NamedValues.class, new TreeDeserializer<>(NamedValues.class, NamedValues::of))
            .addDeserializer(
                ObjectRef.class, new TreeDeserializer<>(ObjectRef.class, ObjectRef::of)));
  }

  private static final class LenientBoolean extends StdDeserializer<Boolean> {

    private static final long serialVersionUID = 1L;

    LenientBoolean() {
      super(Boolean.class);
    }

    @Override
    public Boolean deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      JsonToken token = parser.currentToken();
      if (token.isScalarValue()) {
        switch (parser.getText()) {
          case "true", "1" -> {
            return true;
          }
          case "false", "0" -> {
            return false;
          }
          default -> {
            // Not a boolean in any spelling.
          }
        }
      }
      return (Boolean) context.handleUnexpectedToken(Boolean.class, parser);
    }
  }
}
