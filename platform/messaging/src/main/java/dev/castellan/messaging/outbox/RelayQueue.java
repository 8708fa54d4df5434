package dev.castellan.messaging.outbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * What the relay has in hand, in memory. Each row goes expected (stored, not yet committed) →
 * queued → sent → acknowledged. A row whose predecessor is still expected is parked until that one
 * is queued: two transactions may commit in one order and get here in the other.
 *
 * <p>When more rows wait than fit, later ones are left to the database until the backlog has been
 * read from there; no row may overtake an older one of its key by being the one that still fits.
 */
final class RelayQueue {

  private enum Stage {
    EXPECTED,
    QUEUED,
    SENT
  }

  private final int capacity;
  private final Map<Long, Stage> stages = new HashMap<>();
  private final Map<Long, List<OutboxRow>> parked = new HashMap<>();
  private final Queue<OutboxRow> ready = new ArrayDeque<>();
  private final Set<Long> droppedWhileSweeping = new HashSet<>();
  private boolean overflowed;
  private boolean sweeping;
  private long turnedAway;

  RelayQueue(int capacity) {
    this.capacity = capacity;
  }

  /** Rows about to be committed. */
  synchronized void expect(List<OutboxRow> rows) {
    for (OutboxRow row : rows) {
      if (row.mine()) {
        stages.put(row.id(), Stage.EXPECTED);
      }
    }
  }

  /** Rows that were rolled back. */
  synchronized void forget(List<OutboxRow> rows) {
    rows.forEach(row -> stages.remove(row.id(), Stage.EXPECTED));
  }

  /** Rows that have been committed. */
  synchronized void offer(List<OutboxRow> rows) {
    for (OutboxRow row : rows) {
      if (stages.get(row.id()) != Stage.EXPECTED) {
        continue;
      }
      if (overflowed || ready.size() >= capacity) {
        overflowed = true;
        turnAway(row);
      } else if (waits(row)) {
        park(row);
      } else {
        enqueue(row);
      }
    }
    notifyAll();
  }

  /** Called before each look into the database; the answer goes with what was found. */
  synchronized long beginSweep() {
    sweeping = true;
    return turnedAway;
  }

  /**
   * Takes in hand what was found in the database, oldest first, unless it already is or has been
   * sent since.
   *
   * @param last whether there are no more
   * @param mark what {@link #beginSweep()} said; when this was the last and nothing was turned away
   *     since, memory is complete again
   */
  synchronized void adopt(List<OutboxRow> rows, boolean last, long mark) {
    for (OutboxRow row : rows) {
      if (droppedWhileSweeping.contains(row.id()) || stages.containsKey(row.id())) {
        continue;
      }
      if (waits(row)) {
        stages.put(row.id(), Stage.EXPECTED);
        park(row);
      } else {
        enqueue(row);
      }
    }
    sweeping = false;
    droppedWhileSweeping.clear();
    if (last && mark == turnedAway) {
      overflowed = false;
    }
    notifyAll();
  }

  /** Those that are not in hand. */
  synchronized List<Long> unknown(List<Long> ids) {
    return ids.stream().filter(id -> !stages.containsKey(id)).toList();
  }

  /** Whether a row that was taken is still to be sent. */
  synchronized boolean holds(OutboxRow row) {
    return stages.containsKey(row.id());
  }

  /** Forgets everything: it is in the hands of another relay by now. */
  synchronized void clear() {
    stages.clear();
    parked.clear();
    ready.clear();
    // What was about to be committed will be found in the database; nothing may overtake it.
    overflowed = true;
    turnedAway++;
  }

  /** The next rows to send; waits until there are some. They count as sent from here on. */
  synchronized List<OutboxRow> take(int most) throws InterruptedException {
    while (ready.isEmpty()) {
      wait();
    }
    List<OutboxRow> rows = new ArrayList<>();
    while (rows.size() < most && !ready.isEmpty()) {
      OutboxRow row = ready.remove();
      stages.put(row.id(), Stage.SENT);
      rows.add(row);
    }
    return rows;
  }

  /**
   * A row that is not in hand any more: acknowledged and deleted, or failed and left to the
   * sweeper.
   */
  synchronized void drop(long id) {
    stages.remove(id);
    if (sweeping) {
      droppedWhileSweeping.add(id);
    }
  }

  synchronized int size() {
    return ready.size();
  }

  /** Whether its predecessor has been committed, maybe, but has not got here yet. */
  private boolean waits(OutboxRow row) {
    return stages.get(row.afterId()) == Stage.EXPECTED;
  }

  private void park(OutboxRow row) {
    parked.computeIfAbsent(row.afterId(), any -> new ArrayList<>()).add(row);
  }

  /** Leaves a row and all that wait for it to the database. */
  private void turnAway(OutboxRow row) {
    turnedAway++;
    stages.remove(row.id());
    unpark(row.id()).forEach(this::turnAway);
  }

  private void enqueue(OutboxRow row) {
    stages.put(row.id(), Stage.QUEUED);
    ready.add(row);
    unpark(row.id()).forEach(this::enqueue);
  }

  private List<OutboxRow> unpark(long id) {
    List<OutboxRow> followers = parked.remove(id);
    return followers == null ? List.of() : followers;
  }
}
