package dev.castellan.element.document;

import com.fasterxml.jackson.databind.JsonNode;
import dev.castellan.element.structure.Field;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** How file values are written: {@code mime|id|name}, and where they are fetched. */
public final class Files {

  private Files() {}

  /** What a client writes into a field to keep the file there. */
  public static String reference(JsonNode value) {
    return value.path("mime").asText()
        + "|"
        + value.path("id").asLong()
        + "|"
        + value.path("name").asText();
  }

  /**
   * Where a file is fetched; null while its element is in the trash.
   *
   * @param index of the value among several, -1 for a single one
   */
  static String url(ElementRow row, Field field, int index, String name) {
    if (row.deleted()) {
      return null;
    }
    return base(row)
        + "/files/"
        + field.id()
        + "/"
        + index
        + "/"
        + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static String thumbnail(ElementRow row, Field field, int index) {
    return row.fixed() ? null : base(row) + "/images/" + field.id() + "/" + index + "/sizes/24x24c";
  }

  private static String base(ElementRow row) {
    return Uris.ELEMENTS + row.initid() + (row.fixed() ? "/revisions/" + row.revision() : "");
  }
}
