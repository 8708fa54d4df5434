package dev.castellan.widget.template;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * Fills a text: {@code {path}} becomes what the path leads to, {@code {{} and {@code }}} become one
 * brace. A brace that is opened and not closed, closed and not opened, or closed at once stands for
 * itself. What is filled in is never read as a template again.
 *
 * <p>One pass over the text, without recursion and without failing, whatever the text holds.
 */
public final class Template {

  private Template() {}

  /**
   * @param value text for the path of a placeholder; empty when it leads nowhere
   * @param most characters that are written; the rest is left out
   */
  public static Filled fill(String text, Function<String, String> value, int most) {
    int brace = nextBrace(text, 0);
    if (brace == text.length() && text.length() <= most) {
      return new Filled(text, false);
    }
    StringBuilder filled = new StringBuilder(Math.min(text.length() + 64, most));
    int at = 0;
    while (at < text.length() && filled.length() <= most) {
      brace = nextBrace(text, at);
      filled.append(text, at, brace);
      at = brace == text.length() ? brace : fillBrace(text, brace, value, filled);
    }
    return filled.length() > most
        ? new Filled(cut(filled, most), true)
        : new Filled(filled.toString(), false);
  }

  /** References of the sources that a text names. */
  public static Set<String> sources(String text) {
    Set<String> named = new HashSet<>();
    fill(
        text,
        path -> {
          named.add(ValuePath.source(path));
          return "";
        },
        Integer.MAX_VALUE);
    return named;
  }

  /**
   * A text with its values.
   *
   * @param cut whether it was too long to be written whole
   */
  public record Filled(String text, boolean cut) {}

  /** Writes what the brace means; answers where to go on. */
  private static int fillBrace(
      String text, int brace, Function<String, String> value, StringBuilder filled) {
    char kind = text.charAt(brace);
    if (brace + 1 < text.length() && text.charAt(brace + 1) == kind) {
      filled.append(kind);
      return brace + 2;
    }
    int end = kind == '{' ? nextBrace(text, brace + 1) : text.length();
    boolean placeholder = end < text.length() && text.charAt(end) == '}' && end > brace + 1;
    if (!placeholder) {
      filled.append(kind);
      return brace + 1;
    }
    filled.append(value.apply(text.substring(brace + 1, end)));
    return end + 1;
  }

  private static int nextBrace(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '{' || each == '}') {
        return i;
      }
    }
    return text.length();
  }

  /** Never in the middle of a character. */
  private static String cut(StringBuilder text, int most) {
    int end = most > 0 && Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end);
  }
}
