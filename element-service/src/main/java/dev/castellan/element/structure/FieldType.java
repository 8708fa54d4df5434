package dev.castellan.element.structure;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a field holds; in JSON in lower case. */
public enum FieldType {
  TEXT,
  LONGTEXT,
  HTMLTEXT,
  INT,
  DOUBLE,
  MONEY,
  DATE,
  TIME,
  TIMESTAMP,
  ENUM,
  DOCID,
  ACCOUNT,
  FILE,
  IMAGE,
  COLOR,
  PASSWORD,
  JSON,
  XML,
  FRAME,
  TAB,
  ARRAY;

  /** Frames, tabs and arrays hold fields, not values. */
  public boolean structural() {
    return this == FRAME || this == TAB || this == ARRAY;
  }

  public boolean file() {
    return this == FILE || this == IMAGE;
  }

  /** Whether lists can be ordered by it: short values with an order of their own. */
  public boolean ordered() {
    return switch (this) {
      case TEXT, INT, DOUBLE, MONEY, DATE, TIME, TIMESTAMP, ENUM, COLOR -> true;
      default -> false;
    };
  }

  /** Whether its value, on one line, can be part of a title. */
  public boolean titles() {
    return ordered() && this != COLOR;
  }

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException when there is none of that name
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static FieldType of(String word) {
    for (FieldType each : values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException("is not one of the known types");
  }
}
