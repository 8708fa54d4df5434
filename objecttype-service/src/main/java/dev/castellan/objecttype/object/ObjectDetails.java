package dev.castellan.objecttype.object;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.castellan.objecttype.schema.ValueType;
import dev.castellan.web.etag.Versioned;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One object, value by value, in the order of its properties. */
@Schema(type = SchemaType.ARRAY, implementation = ObjectDetails.Value.class)
record ObjectDetails(@JsonValue List<Value> values, @JsonIgnore long version) implements Versioned {

  /**
   * A value.
   *
   * @param id of the property
   * @param label name of the property
   * @param value numbers as text; null when nothing is set
   * @param text name of what the value points to
   */
  @Schema(name = "ObjectValue")
  record Value(
      UUID id,
      ValueType type,
      String label,
      Object value,
      @JsonInclude(JsonInclude.Include.NON_NULL) String text) {}
}
