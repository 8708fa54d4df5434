package dev.castellan.element.definition;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.castellan.element.structure.Access;
import dev.castellan.element.structure.EnumItem;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.FieldType;
import dev.castellan.element.structure.LocalText;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One field of a definition.
 *
 * @param key of an existing field: under another id it is renamed, and elements keep its values;
 *     without it the id tells which field it is
 */
@Schema(name = "StructureFieldRequest")
record FieldRequest(
    String key,
    @NotNull(message = "is required")
        @Pattern(
            regexp = "[a-z][a-z0-9_]{1,62}",
            message = "must be a small letter, then small letters, digits and _")
        String id,
    LocalText label,
    @NotNull(message = "is required") FieldType type,
    String parent,
    Boolean multiple,
    Boolean needed,
    Boolean title,
    Boolean indexed,
    @JsonProperty("default") JsonNode initial,
    @JsonProperty("enum") List<EnumItem> items,
    String target,
    Map<String, Access> access,
    String visibility,
    String compute,
    String format) {

  /** The field, under the key that its values are kept by. */
  Field withKey(String ownKey) {
    return new Field(
        ownKey,
        id,
        label,
        type,
        parent,
        is(multiple),
        is(needed),
        is(title),
        is(indexed),
        initial == null || initial.isNull() ? null : initial,
        items == null ? List.of() : items,
        target,
        access == null ? Map.of() : withoutNulls(access),
        visibility,
        compute,
        format);
  }

  /** An absent value and null are the same. */
  static <V> Map<String, V> withoutNulls(Map<String, V> map) {
    Map<String, V> kept = new LinkedHashMap<>(map);
    kept.values().removeIf(Objects::isNull);
    return kept;
  }

  private static boolean is(Boolean flag) {
    return flag != null && flag;
  }
}
