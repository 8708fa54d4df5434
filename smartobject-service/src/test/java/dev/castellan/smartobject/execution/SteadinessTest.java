package dev.castellan.smartobject.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SteadinessTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Steadiness steadiness = new Steadiness(Duration.ofSeconds(10));

  @Test
  void shouldTakeOverOnlyAfterAWholeLeaseInTouch() {
    assertThat(steadiness.mayTakeOver(0)).isFalse();
    seenEachSecond(100, 109);
    assertThat(steadiness.mayTakeOver(109 * SECOND)).isFalse();
    seenEachSecond(110, 110);
    assertThat(steadiness.mayTakeOver(110 * SECOND)).isTrue();
  }

  @Test
  void shouldLeaveTheHoldersTimeToComeBackAfterAnOutage() {
    seenEachSecond(0, 20);
    assertThat(steadiness.mayTakeOver(26 * SECOND)).isFalse();
    seenEachSecond(60, 69);
    assertThat(steadiness.mayTakeOver(69 * SECOND)).isFalse();
    seenEachSecond(70, 70);
    assertThat(steadiness.mayTakeOver(70 * SECOND)).isTrue();
  }

  @Test
  void shouldBeSureOfALeaseUntilItLosesTouch() {
    assertThat(steadiness.unbroken(100 * SECOND, 104 * SECOND)).isTrue();
    assertThat(steadiness.unbroken(100 * SECOND, 106 * SECOND)).isFalse();
    seenEachSecond(99, 120);
    assertThat(steadiness.unbroken(100 * SECOND, 121 * SECOND)).isTrue();
    assertThat(steadiness.unbroken(100 * SECOND, 126 * SECOND)).isFalse();
    seenEachSecond(130, 131);
    assertThat(steadiness.unbroken(100 * SECOND, 131 * SECOND)).as("frozen between").isFalse();
    assertThat(steadiness.unbroken(130 * SECOND, 131 * SECOND)).isTrue();
  }

  private void seenEachSecond(long from, long to) {
    for (long second = from; second <= to; second++) {
      steadiness.seen(second * SECOND);
    }
  }
}
