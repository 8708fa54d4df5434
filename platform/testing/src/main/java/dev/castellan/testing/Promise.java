package dev.castellan.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/**
 * A promise about time. One look at the clock says as much about the machine as about the code, so
 * there are several: as a rule it is in time, and where a machine stood still for a moment, not
 * hopelessly late. Code that is slow is slow in each round.
 */
public final class Promise {

  private static final int ROUNDS = 5;
  private static final int DEAR_ROUNDS = 3;

  /** No round may take longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration POLL = Duration.ofMillis(20);

  private Promise() {}

  /** One look, at something new each time; how long it took. */
  public interface Round {
    Duration take() throws Exception;
  }

  /**
   * Takes rounds until it is clear whether most of five are in time.
   *
   * @param promised what most rounds stay under
   * @return what the rounds took
   */
  public static List<Duration> assertKept(Duration promised, Round round) throws Exception {
    List<Duration> rounds = new ArrayList<>();
    int late = 0;
    int inTime = 0;
    while (Math.max(late, inTime) <= ROUNDS / 2) {
      Duration taken = round.take();
      rounds.add(taken);
      assertThat(taken).as("the last of %s", rounds).isLessThan(PATIENCE);
      if (taken.compareTo(promised) < 0) {
        inTime++;
      } else {
        late++;
      }
    }
    assertThat(inTime).as("of %s, shorter than %s", rounds, promised).isGreaterThan(late);
    return rounds;
  }

  /**
   * As {@link #assertKept}, for rounds that are dear: the first of three that is in time will do.
   *
   * @param promised what a round stays under
   */
  public static void assertKeptOnce(Duration promised, Round round) throws Exception {
    List<Duration> rounds = new ArrayList<>();
    while (rounds.size() < DEAR_ROUNDS) {
      Duration taken = round.take();
      rounds.add(taken);
      assertThat(taken).as("the last of %s", rounds).isLessThan(PATIENCE);
      if (taken.compareTo(promised) < 0) {
        return;
      }
    }
    throw new AssertionError("none of " + rounds + " is shorter than " + promised);
  }

  /** How long it takes until it is so, from now on. */
  public static Duration timeUntil(Callable<Boolean> isSo) {
    long start = System.nanoTime();
    Awaitility.await().pollDelay(Duration.ZERO).pollInterval(POLL).atMost(PATIENCE).until(isSo);
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
