package dev.castellan.smartobject.execution;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How many drivers are called at once. A call that takes longer than usual, because its command
 * allows it, gives its slot back, so that slow devices hold up no others.
 */
final class CallSlots {

  private final Semaphore free;
  private final Duration usual;
  private final Set<Slot> held = ConcurrentHashMap.newKeySet();

  CallSlots(int slots, Duration usual) {
    this.free = new Semaphore(slots);
    this.usual = usual;
  }

  /** One call's, until it is given back or overdue. */
  final class Slot {

    private final long since = System.nanoTime();
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

  /** To be called now and then. */
  void giveBackOverdue() {
    long now = System.nanoTime();
    held.stream().filter(each -> now - each.since > usual.toNanos()).forEach(Slot::giveBack);
  }
}
