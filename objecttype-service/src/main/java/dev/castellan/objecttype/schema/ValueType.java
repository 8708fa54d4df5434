package dev.castellan.objecttype.schema;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Kind of the values of a property; the numbers are those of the API. */
@Schema(
    type = SchemaType.INTEGER,
    enumeration = {"1", "2", "3", "4", "5", "6", "8", "9", "11", "12"})
public enum ValueType {
  TEXT(1),
  NUMBER(2),
  OBJECT(3),
  CHOICE(4),
  CHECKBOX(5),
  TEXTBOX(6),
  DATE(8),
  DATE_TIME(9),
  HASHED(11),
  RECOVERABLE(12);

  private final int number;

  ValueType(int number) {
    this.number = number;
  }

  @JsonValue
  public int number() {
    return number;
  }

  /** The type with that number, which is known to be one. */
  @JsonCreator
  static ValueType of(int number) {
    return find(number).orElseThrow(() -> new IllegalArgumentException("no such type: " + number));
  }

  static Optional<ValueType> find(int number) {
    return Arrays.stream(values()).filter(each -> each.number == number).findFirst();
  }

  /** Never shown, only compared or revealed. */
  public boolean secret() {
    return this == HASHED || this == RECOVERABLE;
  }

  /** Free text, which a pattern can be asked of. */
  public boolean text() {
    return this == TEXT || this == TEXTBOX;
  }

  /** Points to something that has a name of its own. */
  public boolean pointer() {
    return this == OBJECT || this == CHOICE;
  }
}
