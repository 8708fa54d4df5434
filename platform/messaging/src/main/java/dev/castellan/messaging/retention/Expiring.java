package dev.castellan.messaging.retention;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A table whose rows are deleted when they are old. A service lets its own be emptied by offering
 * one as a bean.
 *
 * @param table its name
 * @param age column with the time a row counts from; rows without one are kept
 * @param keep for how long
 */
public record Expiring(String table, String age, Duration keep) {

  private static final Pattern NAME = Pattern.compile("[a-z_]{1,63}");

  /**
   * @throws IllegalArgumentException when a name is none that can stand in a statement
   */
  public Expiring {
    if (!NAME.matcher(table).matches() || !NAME.matcher(age).matches()) {
      throw new IllegalArgumentException("not a table and its column: " + table + ", " + age);
    }
    if (keep.isNegative() || keep.isZero()) {
      throw new IllegalArgumentException(table + " would be emptied at once");
    }
  }
}
