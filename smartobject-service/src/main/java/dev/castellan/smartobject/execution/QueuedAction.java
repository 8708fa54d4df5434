package dev.castellan.smartobject.execution;

import java.time.Instant;

/**
 * An action at the head of its object's queue.
 *
 * @param running whether a driver has been called for it
 * @param attempts how often
 * @param startedAt when for the first time; null before
 */
record QueuedAction(
    ActionCall call, boolean safe, boolean running, int attempts, Instant startedAt) {

  /** Whether nobody waits for it any more. */
  boolean expired() {
    return call.expiresAt() != null && !call.expiresAt().isAfter(Instant.now());
  }

  /**
   * When a driver that is called for it is cut off.
   *
   * @param called when it is called
   */
  Instant deadline(Instant called, DeviceConfig config) {
    if (call.expiresAt() == null) {
      return called.plus(config.timeout());
    }
    Instant latest = called.plus(config.longestTimeout());
    return call.expiresAt().isBefore(latest) ? call.expiresAt() : latest;
  }

  /** As it is once its next attempt is on record. */
  QueuedAction started(Instant now) {
    return new QueuedAction(call, safe, true, attempts + 1, startedAt == null ? now : startedAt);
  }
}
