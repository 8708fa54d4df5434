package dev.castellan.smartobject.object;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import dev.castellan.web.json.ObjectRef;
import java.io.IOException;

/** Reads a pointer to a module, in any spelling, as its id: that is a text, and its only name. */
final class ModuleIdReader extends StdDeserializer<String> {

  private static final long serialVersionUID = 1L;

  ModuleIdReader() {
    super(String.class);
  }

  @Override
  public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    ObjectRef module = context.readValue(parser, ObjectRef.class);
    if (module == null) {
      return null;
    }
    return module.name() == null ? module.id().toString() : module.name();
  }
}
