package dev.castellan.smartobject.module;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Types of settings and parameters, and what counts as a value of each. */
public enum ParameterType {
  TEXT,
  NUMBER,
  CHECKBOX,
  SLIDER,
  SELECT,
  COLORPICKER;

  private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");
  private static final int LONGEST_NUMBER = 40;

  public static ParameterType of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** The type of that name, as it is written in manifests. */
  public static Optional<ParameterType> find(String word) {
    for (ParameterType each : values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /**
   * The value in its one form (numbers sent as text become numbers, …), or empty when it is none.
   */
  public Optional<Object> read(Object value) {
    return switch (this) {
      case TEXT, SELECT -> text(value);
      case NUMBER, SLIDER -> number(value);
      case CHECKBOX -> checkbox(value);
      case COLORPICKER -> text(value).filter(each -> COLOR.matcher(each.toString()).matches());
    };
  }

  private static Optional<Object> text(Object value) {
    boolean scalar = value instanceof String || value instanceof Number || value instanceof Boolean;
    // The database has no place for a NUL character in a text.
    return scalar && value.toString().indexOf(0) < 0
        ? Optional.of(value.toString())
        : Optional.empty();
  }

  private static Optional<Object> number(Object value) {
    String digits =
        value instanceof Number || value instanceof String ? value.toString().strip() : "";
    if (digits.isEmpty() || digits.length() > LONGEST_NUMBER) {
      return Optional.empty();
    }
    try {
      BigDecimal number = new BigDecimal(digits);
      if (Math.abs((long) number.scale()) > LONGEST_NUMBER) {
        return Optional.empty();
      }
      boolean whole = number.stripTrailingZeros().scale() <= 0 && number.precision() < 18;
      return Optional.of(whole ? (Object) number.longValue() : number);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Object> checkbox(Object value) {
    return switch (String.valueOf(value)) {
      case "true", "1" -> Optional.of(true);
      case "false", "0" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
