package dev.castellan.messaging.outbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;

/**
 * What the relay has in hand, in memory. Each row goes expected (stored, not yet committed) →
 * queued → sent → acknowledged. A row whose predecessor is still expected is parked until that one
 * is queued: two transactions may commit in one order and get here in the other.
 *
 * <p>When more rows wait than fit, later ones are left to the database until a sweep has read the
 * backlog from there; no row may overtake an older one of its key by being the one that still fits.
 * What is committed during that sweep is held until it ends, for it may be newer than what the
 * sweep has yet to find.
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

  /** Whether the database may have rows that are unknown here. */
  private boolean incomplete;

  private boolean sweeping;
  private boolean turnedAwayWhileSweeping;
  private final Set<Long> droppedWhileSweeping = new HashSet<>();
  private final List<OutboxRow> heldWhileSweeping = new ArrayList<>();
  private UUID relay;

  RelayQueue(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Goes on as another relay. Everything in hand is forgotten: it is in the hands of others by now.
   */
  synchronized void beginAs(UUID newRelay) {
    relay = newRelay;
    stages.clear();
    parked.clear();
    ready.clear();
    incomplete = true;
    sweeping = false;
    heldWhileSweeping.clear();
  }

  synchronized UUID relay() {
    return relay;
  }

  /** Rows about to be committed. */
  synchronized void expect(List<OutboxRow> rows) {
    for (OutboxRow row : rows) {
      if (isMine(row)) {
        stages.put(row.id(), Stage.EXPECTED);
      }
    }
  }

  /**
   * Rows of which it is not known that they were committed. They may have been, with the connection
   * lost before it was said, so nothing behind them goes before a sweep has looked.
   */
  synchronized void forget(List<OutboxRow> rows) {
    for (OutboxRow row : rows) {
      if (isMine(row) && stages.get(row.id()) == Stage.EXPECTED) {
        incomplete = true;
        turnAway(row);
      }
    }
  }

  /** Rows that have been committed. */
  synchronized void offer(List<OutboxRow> rows) {
    for (OutboxRow row : rows) {
      if (!isMine(row) || stages.get(row.id()) != Stage.EXPECTED) {
        continue;
      }
      if (sweeping && incomplete && heldWhileSweeping.size() < capacity) {
        heldWhileSweeping.add(row);
      } else if (incomplete || ready.size() >= capacity) {
        incomplete = true;
        turnAway(row);
      } else {
        accept(row);
      }
    }
    notifyAll();
  }

  /** Called before all own rows in the database are looked through, from the first. */
  synchronized void beginSweep() {
    sweeping = true;
    turnedAwayWhileSweeping = false;
    droppedWhileSweeping.clear();
  }

  /**
   * Takes in hand what the sweep has found, oldest first, unless it already is or has been sent
   * since. Once something was turned away, what is found may come after that, and waits for the
   * next sweep too.
   */
  synchronized void adopt(List<OutboxRow> rows) {
    if (!sweeping || turnedAwayWhileSweeping) {
      return;
    }
    for (OutboxRow row : rows) {
      if (isMine(row)
          && !droppedWhileSweeping.contains(row.id())
          && !stages.containsKey(row.id())) {
        stages.put(row.id(), Stage.EXPECTED);
        accept(row);
      }
    }
    notifyAll();
  }

  /**
   * Decides on what was held.
   *
   * @param complete whether everything has been looked through
   */
  synchronized void endSweep(boolean complete) {
    if (!sweeping) {
      return;
    }
    sweeping = false;
    boolean caughtUp = complete && !turnedAwayWhileSweeping;
    incomplete = incomplete && !caughtUp;
    heldWhileSweeping.forEach(caughtUp ? this::accept : this::turnAway);
    heldWhileSweeping.clear();
    notifyAll();
  }

  /** Those that are not in hand. */
  synchronized List<Long> unknown(List<Long> ids) {
    return ids.stream().filter(id -> !stages.containsKey(id)).toList();
  }

  /** Whether a row that was taken is still to be sent. */
  synchronized boolean holds(OutboxRow row) {
    return isMine(row) && stages.containsKey(row.id());
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
  synchronized void drop(OutboxRow row) {
    if (!isMine(row)) {
      return;
    }
    stages.remove(row.id());
    if (sweeping) {
      droppedWhileSweeping.add(row.id());
    }
  }

  synchronized int size() {
    return ready.size();
  }

  private boolean isMine(OutboxRow row) {
    return row.relay() != null && row.relay().equals(relay);
  }

  /** Queues a row, unless its predecessor has been committed, maybe, but has not got here yet. */
  private void accept(OutboxRow row) {
    if (stages.get(row.afterId()) == Stage.EXPECTED) {
      parked.computeIfAbsent(row.afterId(), any -> new ArrayList<>()).add(row);
      return;
    }
    for (OutboxRow each : withFollowers(row)) {
      stages.put(each.id(), Stage.QUEUED);
      ready.add(each);
    }
  }

  /** Leaves a row and all that wait for it to the database. */
  private void turnAway(OutboxRow row) {
    turnedAwayWhileSweeping = true;
    withFollowers(row).forEach(each -> stages.remove(each.id()));
  }

  /** A row and all that were parked until it came, each after the one it waited for. */
  private List<OutboxRow> withFollowers(OutboxRow first) {
    if (parked.isEmpty()) {
      return List.of(first);
    }
    List<OutboxRow> rows = new ArrayList<>(List.of(first));
    for (int i = 0; i < rows.size(); i++) {
      rows.addAll(parked.getOrDefault(rows.get(i).id(), List.of()));
      parked.remove(rows.get(i).id());
    }
    return rows;
  }
}
