package dev.castellan.web.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code {reference}} by the value of that reference. In a tree, text that is exactly one
 * placeholder becomes the value itself, with its type; braces around anything else stay.
 */
public final class Placeholders {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]+)}");

  private final Map<String, Object> values;

  public Placeholders(Map<String, Object> values) {
    this.values = values;
  }

  /** Whether a value is exactly one placeholder, with nothing of its own. */
  public static boolean isOne(Object value) {
    return value instanceof String text && PLACEHOLDER.matcher(text).matches();
  }

  /** Every reference that stands in braces in the texts of a tree, in their order. */
  public static Set<String> references(Object tree) {
    Set<String> found = new LinkedHashSet<>();
    switch (tree) {
      case String text ->
          PLACEHOLDER.matcher(text).results().forEach(each -> found.add(each.group(1)));
      case List<?> list -> list.forEach(each -> found.addAll(references(each)));
      case Map<?, ?> map -> map.values().forEach(each -> found.addAll(references(each)));
      case null, default -> {
        // Holds no text.
      }
    }
    return found;
  }

  /** Whether every placeholder of a tree has a value. */
  public boolean covers(Object tree) {
    return references(tree).stream().allMatch(each -> values.get(each) != null);
  }

  /** The arguments with every placeholder replaced, at any depth. */
  public Map<String, Object> fill(Map<String, Object> arguments) {
    Map<String, Object> filled = new LinkedHashMap<>();
    arguments.forEach((name, value) -> filled.put(name, fillValue(value)));
    return filled;
  }

  /** A tree of lists, maps, texts, numbers and booleans with every placeholder replaced. */
  public Object fillValue(Object tree) {
    return switch (tree) {
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
      case null, default -> tree;
    };
  }

  /**
   * The text with every placeholder replaced by its value as text.
   *
   * @param escape what each value goes through before it is put in
   */
  public String splice(String text, UnaryOperator<String> escape) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            found -> {
              Object value = values.get(found.group(1));
              return Matcher.quoteReplacement(
                  value == null ? found.group() : escape.apply(asText(value)));
            });
  }

  private Object fillText(String text) {
    if (text.indexOf('{') < 0) {
      return text;
    }
    Matcher matcher = PLACEHOLDER.matcher(text);
    return matcher.matches() && values.containsKey(matcher.group(1))
        ? values.get(matcher.group(1))
        : splice(text, UnaryOperator.identity());
  }

  private static String asText(Object value) {
    return value instanceof BigDecimal exact ? exact.toPlainString() : value.toString();
  }
}
