package dev.castellan.widget.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets so many questions through at once, in order of arrival; of one object only a few, and of all
 * objects that did not answer the last time together only a part, so that devices that hang leave
 * room for those that do not.
 */
final class Turnstile {

  private final int most;
  private final int mostOfOne;
  private final int mostDoubtful;
  private final int mostWaiting;
  private final Set<Ticket> waiting = new LinkedHashSet<>();
  private final Map<Long, Integer> insideOf = new HashMap<>();
  private final Set<Long> doubtful = new HashSet<>();
  private int inside;
  private int doubtfulInside;

  Turnstile(int most, int mostOfOne, int mostDoubtful, int mostWaiting) {
    this.most = most;
    this.mostOfOne = mostOfOne;
    this.mostDoubtful = mostDoubtful;
    this.mostWaiting = mostWaiting;
  }

  /** One question, from its arrival until it leaves. */
  final class Ticket {

    private final long object;
    private final Runnable go;
    private boolean in;
    private boolean asDoubtful;

    private Ticket(long object, Runnable go) {
      this.object = object;
      this.go = go;
    }

    /**
     * Makes room for others; to be called once, also by who was never let in.
     *
     * @param silent whether the object did not answer; only counts for who was let in
     */
    void leave(boolean silent) {
      Turnstile.this.leave(this, silent).forEach(each -> each.go.run());
    }
  }

  /**
   * @param go run when the question is let through, now or later
   * @return null when too many wait already
   */
  Ticket enter(long object, Runnable go) {
    Ticket ticket = new Ticket(object, go);
    synchronized (this) {
      if (!admit(ticket)) {
        return waiting.size() < mostWaiting && waiting.add(ticket) ? ticket : null;
      }
    }
    go.run();
    return ticket;
  }

  private synchronized List<Ticket> leave(Ticket ticket, boolean silent) {
    if (!ticket.in) {
      waiting.remove(ticket);
      return List.of();
    }
    inside--;
    insideOf.computeIfPresent(ticket.object, (id, count) -> count == 1 ? null : count - 1);
    doubtfulInside -= ticket.asDoubtful ? 1 : 0;
    if (silent) {
      doubtful.add(ticket.object);
    } else {
      doubtful.remove(ticket.object);
    }
    List<Ticket> next = new ArrayList<>();
    for (Iterator<Ticket> each = waiting.iterator(); inside < most && each.hasNext(); ) {
      Ticket candidate = each.next();
      if (admit(candidate)) {
        each.remove();
        next.add(candidate);
      }
    }
    return next;
  }

  private boolean admit(Ticket ticket) {
    boolean asDoubtful = doubtful.contains(ticket.object);
    if (inside >= most
        || insideOf.getOrDefault(ticket.object, 0) >= mostOfOne
        || asDoubtful && doubtfulInside >= mostDoubtful) {
      return false;
    }
    inside++;
    insideOf.merge(ticket.object, 1, Integer::sum);
    doubtfulInside += asDoubtful ? 1 : 0;
    ticket.in = true;
    ticket.asDoubtful = asDoubtful;
    return true;
  }
}
