package dev.castellan.gateway.limits;

import io.github.bucket4j.Bucket;
import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** So many requests in a period; what is not used fills up again evenly. */
record Rate(long requests, Duration period) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*/\\s*(\\w+)");

  /**
   * @throws IllegalArgumentException when the text is not {@code number/period}
   */
  static Rate parse(String text) {
    Matcher match = FORM.matcher(text.strip());
    if (!match.matches()) {
      throw new IllegalArgumentException("a rate is written 600/1M: " + text);
    }
    Rate rate =
        new Rate(Long.parseLong(match.group(1)), DurationConverter.parseDuration(match.group(2)));
    if (rate.requests < 1 || rate.period.toMillis() < 1) {
      throw new IllegalArgumentException("a rate admits something at least: " + text);
    }
    return rate;
  }

  Bucket bucket() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(requests).refillGreedy(requests, period))
        .build();
  }

  /** As {@code RateLimit-Policy} says it. */
  String policy(String name) {
    return "\"" + name + "\";q=" + requests + ";w=" + Math.max(1, period.toSeconds());
  }
}
