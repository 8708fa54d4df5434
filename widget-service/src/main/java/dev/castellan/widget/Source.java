package dev.castellan.widget;

import dev.castellan.widget.smartobjects.Target;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/**
 * Where a widget has values from: what an action of a smart object answers.
 *
 * @param reference name of the value in the widget's templates
 * @param refresh seconds that a value is shown before it is asked for again; null for the default
 */
record Source(
    long id,
    String reference,
    Target target,
    String action,
    Map<String, Object> arguments,
    BigDecimal refresh) {

  /** How old a value may be when nothing else is said. */
  private static final Duration REFRESH = Duration.ofSeconds(5);

  /** Most characters of all arguments, about as JSON has them. */
  static final int LONGEST_ARGUMENTS = 16 * 1024;

  private static final int CHARGE = 256;

  Source withId(long newId) {
    return new Source(newId, reference, target, action, arguments, refresh);
  }

  /** Characters that it takes about. */
  int size() {
    return CHARGE + length();
  }

  /** Characters of its arguments, about as JSON has them. */
  int length() {
    return arguments.toString().length();
  }

  Duration mayBeAsOldAs() {
    return refresh == null ? REFRESH : Duration.ofMillis(refresh.movePointRight(3).longValue());
  }
}
