package dev.castellan.element.structure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A field of a structure.
 *
 * @param key under which elements store its values: unique in the whole service, the same for ever,
 *     so that a renamed field keeps its values
 * @param id as clients name it
 * @param parent id of the frame, tab or array around it; null for none
 * @param multiple whether it holds several values (in an array: several per row)
 * @param needed only said to clients
 * @param title whether its value is part of the element's title
 * @param indexed whether lists can be ordered by it quickly, however many elements there are
 * @param initial value of new elements, as clients write values; null for none
 * @param items of an enumeration
 * @param target name of the structure that a relation leads to; null for any
 * @param access by profile name, {@code *} for the others; without any it is ReadWrite
 * @param visibility a letter for clients; {@code I} hides the field from all but admin
 * @param compute text with {@code {field}} in it from which the value is made at each save
 * @param format of amounts, {@code %s} where the number stands
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Field(
    String key,
    String id,
    LocalText label,
    FieldType type,
    String parent,
    boolean multiple,
    boolean needed,
    boolean title,
    boolean indexed,
    @JsonProperty("default") JsonNode initial,
    @JsonProperty("enum") List<EnumItem> items,
    String target,
    Map<String, Access> access,
    String visibility,
    String compute,
    String format) {

  /** A field holds either values of its own or other fields. */
  public boolean valued() {
    return !type.structural();
  }

  public String label(Language language) {
    String text = label == null ? null : label.in(language);
    return text == null ? id : text;
  }

  /** What a profile may do with it, fields around it left aside; admin is not asked about here. */
  Access accessOf(String profile) {
    if ("I".equals(visibility)) {
      return Access.NONE;
    }
    Access own = access.get(profile);
    return own != null ? own : access.getOrDefault(Structure.EVERYBODY, Access.READ_WRITE);
  }
}
