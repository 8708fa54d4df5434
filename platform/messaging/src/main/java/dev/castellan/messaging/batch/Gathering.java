package dev.castellan.messaging.batch;

import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * Lets work gather before a batch is begun. What a batch costs hardly depends on its size, so under
 * load few and large ones leave more of the processors; but who comes alone must not wait for
 * company. So only a worker whose last batch had more than one unit waits, and only while more keep
 * coming; the first one after a burst may find it waiting for 2 ms.
 *
 * <p>Of one worker, used by one thread at a time.
 */
public final class Gathering {

  /** Nothing in so long: what belongs together is there. */
  private static final Duration QUIET = Duration.ofMillis(2);

  private static final int MOST_WAITS = 4;

  private volatile boolean busy;

  /**
   * To be called before the units of a batch are taken.
   *
   * @param gathered how many there are by now
   * @param enough when to wait no longer
   */
  public void await(IntSupplier gathered, int enough) {
    if (!busy) {
      return;
    }
    try {
      int before = gathered.getAsInt();
      for (int i = 0; i < MOST_WAITS && before < enough; i++) {
        Thread.sleep(QUIET);
        int now = gathered.getAsInt();
        if (now == before) {
          return;
        }
        before = now;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * To be told of each batch.
   *
   * @param units how many it had
   */
  public void done(int units) {
    busy = units > 1;
  }
}
