package dev.castellan.widget.evaluation;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Passes on at once what happens to an object after a rest, and whatever happens during the rest as
 * one when it is over, so that nothing is missed and an object that changes all the time wakes
 * nobody all the time.
 */
final class Restraint {

  private final LongConsumer listener;
  private final Executor later;

  /** Objects at rest, and whether something has happened to them meanwhile. */
  private final Map<Long, Boolean> resting = new ConcurrentHashMap<>();

  Restraint(Duration rest, LongConsumer listener) {
    this(
        CompletableFuture.delayedExecutor(
            rest.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread),
        listener);
  }

  /**
   * @param later runs what it is given when the rest is over
   */
  Restraint(Executor later, LongConsumer listener) {
    this.later = later;
    this.listener = listener;
  }

  void happened(long object) {
    if (!resting.merge(object, false, (before, now) -> true)) {
      tell(object);
    }
  }

  private void tell(long object) {
    later.execute(() -> rested(object));
    listener.accept(object);
  }

  private void rested(long object) {
    if (resting.computeIfPresent(object, (id, more) -> more ? false : null) != null) {
      tell(object);
    }
  }
}
