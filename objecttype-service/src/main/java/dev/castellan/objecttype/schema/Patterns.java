package dev.castellan.objecttype.schema;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;

/**
 * Patterns in RE2 syntax. Matching takes time in proportion to the text, but a pattern that counts
 * is written out: {@code (a{1000}){1000}} would be a million steps, so how far one may grow has an
 * end.
 */
final class Patterns {

  private static final int MOST_STEPS = 2_000;
  private static final int MOST_KNOWN = 256;

  private static final java.util.regex.Pattern COUNTED =
      java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?\\}");

  private static final Cache<String, Pattern> KNOWN =
      Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();

  private Patterns() {}

  /**
   * @throws PatternSyntaxException when it is none, or would grow too large
   */
  static Pattern of(String regex) {
    return KNOWN.get(regex, Patterns::compiled);
  }

  private static Pattern compiled(String regex) {
    if (steps(regex) > MOST_STEPS) {
      throw new PatternSyntaxException("repeats too much", regex);
    }
    return Pattern.compile(regex);
  }

  /** How many steps a pattern has when it is written out, roughly; of what is none, any number. */
  static long steps(String regex) {
    // Steps of each group that is open; what a group or an atom takes last is what is repeated.
    Deque<Long> open = new ArrayDeque<>();
    Matcher counted = COUNTED.matcher(regex);
    long sum = 0;
    long last = 0;
    for (int i = 0; i < regex.length(); i++) {
      char c = regex.charAt(i);
      if (c == '(') {
        open.push(sum + last);
        sum = 0;
        last = 0;
      } else if (c == ')' && !open.isEmpty()) {
        last += sum;
        sum = open.pop();
      } else if (c == '{' && counted.region(i, regex.length()).lookingAt()) {
        last = Math.max(last, 1) * Math.max(1, most(counted));
        i = counted.end() - 1;
      } else {
        sum += last;
        last = 1;
        i = end(regex, i);
      }
      if (sum + last > MOST_STEPS) {
        return sum + last;
      }
    }
    return sum + last;
  }

  private static long most(Matcher counted) {
    String upper = counted.group(2);
    return Long.parseLong(upper == null || upper.isEmpty() ? counted.group(1) : upper);
  }

  /** Where the atom ends that begins there. */
  private static int end(String regex, int at) {
    if (regex.startsWith("\\Q", at)) {
      int end = regex.indexOf("\\E", at);
      return end < 0 ? regex.length() : end + 1;
    }
    if (regex.charAt(at) == '\\') {
      int brace = at + 2;
      boolean named = brace < regex.length() && regex.charAt(brace) == '{';
      boolean takesName = at + 1 < regex.length() && "pPx".indexOf(regex.charAt(at + 1)) >= 0;
      int end = named && takesName ? regex.indexOf('}', brace) : -1;
      return end < 0 ? at + 1 : end;
    }
    if (regex.charAt(at) == '[') {
      int from = at + 1;
      from += regex.startsWith("^", from) ? 1 : 0;
      from += regex.startsWith("]", from) ? 1 : 0;
      for (int i = from; i < regex.length(); i++) {
        if (regex.charAt(i) == '\\') {
          i++;
        } else if (regex.startsWith("[:", i) && regex.indexOf(":]", i) > 0) {
          i = regex.indexOf(":]", i) + 1;
        } else if (regex.charAt(i) == ']') {
          return i;
        }
      }
      return regex.length();
    }
    return at;
  }
}
