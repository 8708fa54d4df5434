package dev.castellan.launcher.process;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Pauses between restarts: they double up to half a minute, and begin anew after a quiet time. */
final class Backoff {

  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration QUIET = Duration.ofSeconds(60);

  private final LongSupplier nanos;
  private Duration next = FIRST;
  private long last;

  Backoff() {
    this(System::nanoTime);
  }

  Backoff(LongSupplier nanos) {
    this.nanos = nanos;
    this.last = nanos.getAsLong();
  }

  Duration next() {
    long now = nanos.getAsLong();
    if (now - last > QUIET.plus(next).toNanos()) {
      next = FIRST;
    }
    last = now;
    Duration pause = next;
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    return pause;
  }

  void reset() {
    next = FIRST;
  }
}
