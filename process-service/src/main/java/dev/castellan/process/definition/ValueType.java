package dev.castellan.process.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Type of an input of a process and of an argument of an action. */
public enum ValueType {
  TEXT("must be a text"),
  NUMBER("must be a number"),
  CHECKBOX("must be true or false"),
  SLIDER("must be a number"),
  SELECT("must be a text or a number"),
  COLORPICKER("must be a colour of the form #rrggbb");

  private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

  /**
   * Characters, and places before or behind the point: drivers take no longer ones, and written
   * out, 1e999999999 is a gigabyte.
   */
  private static final int LONGEST_NUMBER = 40;

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d{1,30}(\\.\\d{0,30})?|\\.\\d{1,30})([eE][+-]?\\d{1,2})?");

  private final String expectation;

  ValueType(String expectation) {
    this.expectation = expectation;
  }

  /** What a wrong value is told, for people. */
  public String expectation() {
    return expectation;
  }

  /** The word as JSON holds it. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The type that a word stands for.
   *
   * @throws IllegalArgumentException when it stands for none
   */
  @JsonCreator
  static ValueType require(String word) {
    return of(word)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be text, number, checkbox, slider, select or colorpicker"));
  }

  /** The type of that name; empty when a manifest uses one that this version does not know. */
  public static Optional<ValueType> of(String name) {
    for (ValueType type : values()) {
      if (type.word().equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /**
   * The value in the form of this type: a number sent as text is the number, {@code "1"} is true.
   *
   * @return empty when it is not of this type
   */
  public Optional<Object> read(Object value) {
    return switch (this) {
      case TEXT -> scalarText(value).map(Object.class::cast);
      case NUMBER, SLIDER -> number(value).map(Object.class::cast);
      case CHECKBOX -> truth(value).map(Object.class::cast);
      case SELECT ->
          value instanceof String || value instanceof Number
              ? Optional.of(value)
              : Optional.empty();
      case COLORPICKER ->
          value instanceof String text && COLOUR.matcher(text.strip()).matches()
              ? Optional.of(text.strip())
              : Optional.empty();
    };
  }

  private static Optional<String> scalarText(Object value) {
    return value instanceof String || value instanceof Number
        ? Optional.of(value.toString())
        : Optional.empty();
  }

  private static Optional<Number> number(Object value) {
    boolean sent = value instanceof Number number && Double.isFinite(number.doubleValue());
    boolean written = value instanceof String text && DECIMAL.matcher(text.strip()).matches();
    if (!sent && !written || value.toString().strip().length() > LONGEST_NUMBER) {
      return Optional.empty();
    }
    BigDecimal exact = new BigDecimal(value.toString().strip());
    if (Math.abs((long) exact.scale()) > LONGEST_NUMBER) {
      return Optional.empty();
    }
    if (value instanceof Number number) {
      return Optional.of(number);
    }
    boolean isLong =
        exact.stripTrailingZeros().scale() <= 0 && exact.precision() - exact.scale() <= 18;
    return Optional.of(isLong ? (Number) exact.longValueExact() : exact);
  }

  private static Optional<Boolean> truth(Object value) {
    return switch (String.valueOf(value)) {
      case "true", "1" -> Optional.of(true);
      case "false", "0" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
