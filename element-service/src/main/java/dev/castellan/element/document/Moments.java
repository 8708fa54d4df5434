package dev.castellan.element.document;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Moments as the API writes them: in UTC, to the second, without a zone. */
public final class Moments {

  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ISO_LOCAL_DATE_TIME.withZone(ZoneOffset.UTC);

  private Moments() {}

  public static String text(Instant instant) {
    return FORM.format(instant.truncatedTo(ChronoUnit.SECONDS));
  }
}
