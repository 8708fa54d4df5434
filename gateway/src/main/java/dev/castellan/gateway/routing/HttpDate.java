package dev.castellan.gateway.routing;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The present moment as HTTP writes it (RFC 9110 section 5.6.7), written once a second. */
final class HttpDate {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static volatile HttpDate latest = new HttpDate(Instant.EPOCH);

  private final long second;
  private final String text;

  private HttpDate(Instant moment) {
    this.second = moment.getEpochSecond();
    this.text = FORMAT.format(moment);
  }

  static String now() {
    HttpDate known = latest;
    long second = System.currentTimeMillis() / 1_000;
    if (known.second != second) {
      known = new HttpDate(Instant.ofEpochSecond(second));
      latest = known;
    }
    return known.text;
  }
}
