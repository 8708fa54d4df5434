package dev.castellan.web.prefer;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a caller wants to wait for the end, from his {@code Prefer} header (RFC 7240). */
public final class WaitPreference {

  private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?(\\d{1,6})\"?");

  private WaitPreference() {}

  /**
   * @param prefer null when there is none; what is not understood is ignored, as the RFC says
   */
  public static Duration of(String prefer, Duration usual, Duration longest) {
    if (prefer == null) {
      return usual;
    }
    for (String each : prefer.toLowerCase(Locale.ROOT).split("[,;]")) {
      Matcher wait = WAIT.matcher(each.strip());
      if (each.strip().equals("respond-async")) {
        return Duration.ZERO;
      }
      if (wait.matches()) {
        Duration asked = Duration.ofSeconds(Long.parseLong(wait.group(1)));
        return asked.compareTo(longest) < 0 ? asked : longest;
      }
    }
    return usual;
  }
}
