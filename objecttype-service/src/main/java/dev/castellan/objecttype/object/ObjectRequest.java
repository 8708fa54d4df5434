package dev.castellan.objecttype.object;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An object as a client sends it: values by UUID or name of their property, and maybe {@code
 * relations}. Numbers are kept exactly as they were written.
 */
@JsonDeserialize(using = ObjectRequest.Reading.class)
@Schema(
    type = SchemaType.OBJECT,
    description =
        "Values by UUID or name of their property; `relations` is the full list of the ids of"
            + " related objects, and leaves them alone when it is absent.",
    examples =
        """
        {"19dc6465-4668-4e8d-a3f5-9ae7576c4a39": "My Object",
         "e8dd76d7-ed02-449f-aadf-6977c6a0b277": "88",
         "relations": ["4d18a0ab-baf3-459c-ad46-4ce4309cdfe7"]}
        """)
public record ObjectRequest(@Schema(hidden = true) Map<String, Object> members) {

  static final class Reading extends StdDeserializer<ObjectRequest> {

    private static final long serialVersionUID = 1L;

    Reading() {
      super(ObjectRequest.class);
    }

    @Override
    public ObjectRequest deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return parser.currentToken() == JsonToken.START_OBJECT
          ? new ObjectRequest(object(parser))
          : (ObjectRequest) context.handleUnexpectedToken(ObjectRequest.class, parser);
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
      Map<String, Object> members = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        members.put(name, value(parser));
      }
      return members;
    }

    private static Object value(JsonParser parser) throws IOException {
      return switch (parser.currentToken()) {
        case START_OBJECT -> object(parser);
        case START_ARRAY -> array(parser);
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
        case VALUE_TRUE -> true;
        case VALUE_FALSE -> false;
        case VALUE_NULL -> null;
        default -> parser.getText();
      };
    }

    private static List<Object> array(JsonParser parser) throws IOException {
      List<Object> elements = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(value(parser));
      }
      return elements;
    }
  }
}
