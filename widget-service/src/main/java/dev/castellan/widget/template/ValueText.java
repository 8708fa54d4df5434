package dev.castellan.widget.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How values are written: as people read them; only objects as JSON. */
public final class ValueText {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Beyond so many digits a number is written with an exponent. */
  private static final int MOST_DIGITS = 40;

  private ValueText() {}

  /**
   * @param value JSON as maps, lists, texts, numbers and booleans
   * @param lines whether elements of an array stand on lines of their own, with a dash
   */
  public static String of(Object value, boolean lines) {
    if (value instanceof List<?> list) {
      return list.stream()
          .map(each -> lines ? "- " + scalar(each) : scalar(each))
          .collect(Collectors.joining(lines ? "\n" : " "));
    }
    return scalar(value);
  }

  private static String scalar(Object value) {
    return switch (value) {
      case null -> "";
      case Map<?, ?> object -> json(object);
      case List<?> list -> json(list);
      case Number number -> plain(number);
      default -> value.toString();
    };
  }

  private static String plain(Number number) {
    if (number instanceof Double || number instanceof Float || number instanceof BigDecimal) {
      try {
        BigDecimal exact = new BigDecimal(number.toString());
        return Math.abs((long) exact.scale()) > MOST_DIGITS
            ? number.toString()
            : exact.toPlainString();
      } catch (NumberFormatException e) {
        return number.toString();
      }
    }
    return number.toString();
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a JSON value", e);
    }
  }
}
