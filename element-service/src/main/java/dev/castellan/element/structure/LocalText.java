package dev.castellan.element.structure;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;

/** A label in both languages; where one is missing the other stands in. */
public record LocalText(String en, String fr) {

  /** Reads {@code {"en":…,"fr":…}} or one text for both. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static LocalText of(JsonNode node) {
    if (node.isTextual()) {
      return new LocalText(node.textValue(), null);
    }
    if (!node.isObject()) {
      throw new IllegalArgumentException("must be a text or an object with en and fr");
    }
    return new LocalText(node.path("en").textValue(), node.path("fr").textValue());
  }

  public String in(Language language) {
    String wanted = language.pick(en, fr);
    return wanted != null ? wanted : language.pick(fr, en);
  }
}
