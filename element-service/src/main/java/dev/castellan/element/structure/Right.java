package dev.castellan.element.structure;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a profile may do with the elements of a structure; in JSON in lower case. */
public enum Right {
  VIEW,
  EDIT,
  DELETE,
  CREATE,
  UNLOCK;

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException when there is none of that name
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Right of(String word) {
    for (Right each : values()) {
      if (each.word().equalsIgnoreCase(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException("must be view, edit, delete, create or unlock");
  }
}
