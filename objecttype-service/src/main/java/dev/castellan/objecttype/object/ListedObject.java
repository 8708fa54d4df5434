package dev.castellan.objecttype.object;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An object as it stands in a list: id first, then a value for each property.
 *
 * @param names of its members; the same list for all objects of a type
 * @param values as many, null for what is not set
 */
@Schema(
    type = SchemaType.OBJECT,
    description =
        "`id`, then a member for each property: by name, or with `format` by UUID. In lists of"
            + " relations also `objtype` and `objtype_name`.",
    examples =
        """
        {"id": "19dc6465-4668-4e8d-a3f5-9ae7576c4a39", "Name": "My Object", "2nd Property": 88}
        """)
public record ListedObject(
    @Schema(hidden = true) List<SerializableString> names,
    @Schema(hidden = true) List<Object> values)
    implements JsonSerializable {

  ListedObject with(UnaryOperator<Object> form) {
    return new ListedObject(names, values.stream().map(form).toList());
  }

  Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      members.put(names.get(i).getValue(), values.get(i));
    }
    return members;
  }

  @Override
  public void serialize(JsonGenerator json, SerializerProvider serializers) throws IOException {
    json.writeStartObject(this);
    for (int i = 0; i < names.size(); i++) {
      json.writeFieldName(names.get(i));
      serializers.defaultSerializeValue(values.get(i), json);
    }
    json.writeEndObject();
  }

  @Override
  public void serializeWithType(
      JsonGenerator json, SerializerProvider serializers, TypeSerializer type) throws IOException {
    serialize(json, serializers);
  }
}
