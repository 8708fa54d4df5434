package dev.castellan.widget.template;

import java.util.List;
import java.util.Map;

/**
 * Walks from the reference of a source into its value: {@code light.state[0].level}. Members by a
 * dot, elements by a number in brackets.
 */
public final class ValuePath {

  private ValuePath() {}

  /** The reference that a path begins with. */
  public static String source(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) == '.' || path.charAt(i) == '[') {
        return path.substring(0, i).strip();
      }
    }
    return path.strip();
  }

  /**
   * What the path leads to.
   *
   * @param value of the source that the path begins with
   * @return null when it leads nowhere or is no path
   */
  public static Object walk(String path, Object value) {
    String steps = path.strip();
    int at = source(steps).length();
    while (at < steps.length() && value != null) {
      boolean element = steps.charAt(at) == '[';
      if (!element && steps.charAt(at) != '.') {
        return null;
      }
      int end = element ? steps.indexOf(']', at) : nextStep(steps, at + 1);
      if (end < 0) {
        return null;
      }
      String step = steps.substring(at + 1, end);
      value = element ? element(value, step) : member(value, step);
      at = element ? end + 1 : end;
    }
    return value;
  }

  private static int nextStep(String path, int from) {
    int at = from;
    while (at < path.length() && path.charAt(at) != '.' && path.charAt(at) != '[') {
      at++;
    }
    return at;
  }

  private static Object member(Object value, String name) {
    return value instanceof Map<?, ?> object ? object.get(name) : null;
  }

  private static Object element(Object value, String index) {
    if (!(value instanceof List<?> list) || !index.matches("\\d{1,9}")) {
      return null;
    }
    int place = Integer.parseInt(index);
    return place < list.size() ? list.get(place) : null;
  }
}
