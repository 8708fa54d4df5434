package dev.castellan.smartobject.execution;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * How many drivers are called at once. A call that takes longer than usual, because its command
 * allows it, gives its slot back, so that slow devices hold up no others.
 */
final class CallSlots {

  private final Semaphore free;
  private final Duration usual;
  private final LongSupplier nanos;
  private final Set<Slot> held = ConcurrentHashMap.newKeySet();

  /**
   * @param nanos a clock such as {@link System#nanoTime}
   */
  CallSlots(int slots, Duration usual, LongSupplier nanos) {
    this.free = new Semaphore(slots);
    this.usual = usual;
    this.nanos = nanos;
  }

  /** One call's, until it is given back or overdue. */
  final class Slot {

    private final long since = nanos.getAsLong();
    private final AtomicBoolean given = new AtomicBoolean();

    void giveBack() {
      if (given.compareAndSet(false, true)) {
        held.remove(this);
        free.release();
      }
    }
  }

  Slot acquire() throws InterruptedException {
    free.acquire();
    Slot slot = new Slot();
    held.add(slot);
    return slot;
  }

  int free() {
    return free.availablePermits();
  }

  /** To be called now and then. */
  void giveBackOverdue() {
    long now = nanos.getAsLong();
    held.stream().filter(each -> now - each.since > usual.toNanos()).forEach(Slot::giveBack);
  }
}
