package dev.castellan.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final AtomicLong now = new AtomicLong();
  private final Backoff backoff = new Backoff(now::get);

  @Test
  void shouldDoubleUpToHalfAMinute() {
    for (long millis : new long[] {500, 1000, 2000, 4000, 8000, 16000, 30000, 30000}) {
      assertThat(backoff.next()).isEqualTo(Duration.ofMillis(millis));
    }
  }

  @Test
  void shouldBeginAnewAfterAQuietTime() {
    backoff.next();
    backoff.next();
    now.addAndGet(Duration.ofSeconds(90).toNanos());

    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(500));
  }
}
