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
 * room for those that do not. When too many fall silent at the same moment, the eldest of their
 * questions are given up for those who ask objects that are known to answer.
 */
final class Turnstile {

  private final int most;
  private final int mostOfOne;
  private final int mostDoubtful;
  private final int mostWaiting;
  private final Set<Ticket> waiting = new LinkedHashSet<>();
  private final Map<Long, Integer> insideOf = new HashMap<>();
  private final Set<Long> doubtful = new HashSet<>();

  /** Objects that answered soon the last time. */
  private final Set<Long> reliable = new HashSet<>();

  /** Those inside that should have been answered by now, the eldest first. */
  private final Set<Ticket> suspects = new LinkedHashSet<>();

  private int inside;
  private int doubtfulInside;

  Turnstile(int most, int mostOfOne, int mostDoubtful, int mostWaiting) {
    this.most = most;
    this.mostOfOne = mostOfOne;
    this.mostDoubtful = mostDoubtful;
    this.mostWaiting = mostWaiting;
  }

  /** Whose question it is. */
  interface Guest {

    /** It is let through, now or later. */
    void enter(Ticket ticket);

    /** Others need its place: it is to leave at once, as if its time were over. */
    void giveUp();
  }

  /** One question, from its arrival until it leaves. */
  final class Ticket {

    private final long object;
    private final Guest guest;
    private boolean in;
    private boolean asDoubtful;

    private Ticket(long object, Guest guest) {
      this.object = object;
      this.guest = guest;
    }

    /** Who was let in has no answer yet although it should. */
    void suspect() {
      Turnstile.this.suspect(this).forEach(each -> each.guest.giveUp());
    }

    /**
     * Makes room for others; to be called once, also by who was never let in.
     *
     * @param silent whether the object did not answer; only counts for who was let in
     */
    void leave(boolean silent) {
      Turnstile.this.leave(this, silent).forEach(each -> each.guest.enter(each));
    }
  }

  /**
   * @return null when too many wait already
   */
  Ticket enter(long object, Guest guest) {
    Ticket ticket = new Ticket(object, guest);
    List<Ticket> surplus;
    synchronized (this) {
      if (admit(ticket)) {
        surplus = null;
      } else if (waiting.size() < mostWaiting) {
        waiting.add(ticket);
        surplus = surplus(reliable.contains(object));
      } else {
        return null;
      }
    }
    if (surplus == null) {
      guest.enter(ticket);
    } else {
      surplus.forEach(each -> each.guest.giveUp());
    }
    return ticket;
  }

  private synchronized List<Ticket> suspect(Ticket ticket) {
    if (!ticket.in) {
      return List.of();
    }
    reliable.remove(ticket.object);
    doubtful.add(ticket.object);
    suspects.add(ticket);
    doubtfulInside += ticket.asDoubtful ? 0 : 1;
    ticket.asDoubtful = true;
    boolean full = inside >= most && doubtfulInside > mostDoubtful;
    return surplus(full && waiting.stream().anyMatch(each -> reliable.contains(each.object)));
  }

  /** Suspects above what doubtful objects may take, if somebody needs the room. */
  private List<Ticket> surplus(boolean needed) {
    if (!needed || inside < most || doubtfulInside <= mostDoubtful) {
      return List.of();
    }
    List<Ticket> eldest = suspects.stream().limit(doubtfulInside - mostDoubtful).toList();
    eldest.forEach(suspects::remove);
    return eldest;
  }

  private synchronized List<Ticket> leave(Ticket ticket, boolean silent) {
    if (!ticket.in) {
      waiting.remove(ticket);
      return List.of();
    }
    ticket.in = false;
    inside--;
    insideOf.computeIfPresent(ticket.object, (id, count) -> count == 1 ? null : count - 1);
    doubtfulInside -= ticket.asDoubtful ? 1 : 0;
    boolean late = suspects.remove(ticket);
    remember(ticket.object, silent, late);
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

  private void remember(long object, boolean silent, boolean late) {
    if (silent) {
      doubtful.add(object);
      reliable.remove(object);
    } else {
      doubtful.remove(object);
      if (!late) {
        reliable.add(object);
      }
    }
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
