package dev.castellan.process.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code {reference}} in argument values by the value of that input. Text that is exactly
 * one placeholder becomes the value itself, with its type; braces around anything else stay.
 */
final class Placeholders {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]+)}");

  private final Map<String, Object> values;

  Placeholders(Map<String, Object> values) {
    this.values = values;
  }

  /** The arguments with every placeholder replaced, at any depth. */
  Map<String, Object> fill(Map<String, Object> arguments) {
    Map<String, Object> filled = new LinkedHashMap<>();
    arguments.forEach((name, value) -> filled.put(name, fillValue(value)));
    return filled;
  }

  private Object fillValue(Object value) {
    return switch (value) {
      case String text -> fillText(text);
      case List<?> list -> {
        List<Object> filled = new ArrayList<>(list.size());
        list.forEach(each -> filled.add(fillValue(each)));
        yield filled;
      }
      case Map<?, ?> map -> {
        Map<Object, Object> filled = new LinkedHashMap<>();
        map.forEach((name, each) -> filled.put(name, fillValue(each)));
        yield filled;
      }
      case null, default -> value;
    };
  }

  private Object fillText(String text) {
    if (text.indexOf('{') < 0) {
      return text;
    }
    Matcher matcher = PLACEHOLDER.matcher(text);
    if (matcher.matches() && values.containsKey(matcher.group(1))) {
      return values.get(matcher.group(1));
    }
    return matcher
        .reset()
        .replaceAll(
            found -> {
              Object value = values.get(found.group(1));
              return Matcher.quoteReplacement(value == null ? found.group() : asText(value));
            });
  }

  private static String asText(Object value) {
    return value instanceof java.math.BigDecimal exact ? exact.toPlainString() : value.toString();
  }
}
