package dev.castellan.smartobject.execution;

import java.time.Duration;

/**
 * Whether this process has been in touch with the database without a gap for as long as a lease
 * lasts. One that has not, after an outage or a freeze, cannot tell a lost holder from one that was
 * cut off with it, and must leave leases that ran out meanwhile to be renewed.
 */
final class Steadiness {

  private final long lease;
  private long since;
  private long seen;
  private boolean known;

  Steadiness(Duration lease) {
    this.lease = lease.toNanos();
  }

  /**
   * The database has answered.
   *
   * @param now by the clock of {@link System#nanoTime()}
   */
  synchronized void seen(long now) {
    if (!known || gap(now)) {
      since = now;
      known = true;
    }
    seen = now;
  }

  /** Whether a foreign lease that has run out means that its holder is lost. */
  synchronized boolean mayTakeOver(long now) {
    return known && !gap(now) && now - since >= lease;
  }

  /** Whether what was held then is surely held still: hardly any time, or no gap since. */
  synchronized boolean unbroken(long then, long now) {
    return now - then <= lease / 2 || known && since - then <= 0 && !gap(now);
  }

  private boolean gap(long now) {
    return now - seen > lease / 2;
  }
}
