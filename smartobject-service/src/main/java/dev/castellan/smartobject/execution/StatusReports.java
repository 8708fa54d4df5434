package dev.castellan.smartobject.execution;

import dev.castellan.messaging.intake.Outage;
import dev.castellan.smartobject.object.StatusService;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps on record how objects are, in the background: of each the latest word, and that until the
 * database has it.
 */
@ApplicationScoped
class StatusReports {

  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 10_000;

  private final StatusService statuses;

  /** What is not on record yet; an object has a thread as long as it is in here. */
  private final Map<Long, Word> latest = new ConcurrentHashMap<>();

  StatusReports(StatusService statuses) {
    this.statuses = statuses;
  }

  private record Word(long version, boolean online) {}

  /**
   * Returns at once.
   *
   * @param version of the object that was reached, or could not be
   */
  void tell(long smartobjectId, long version, boolean online) {
    if (latest.put(smartobjectId, new Word(version, online)) == null) {
      Thread.ofVirtual().name("status-" + smartobjectId).start(() -> keep(smartobjectId));
    }
  }

  private void keep(Long id) {
    long pause = FIRST_PAUSE_MILLIS;
    Word word;
    do {
      word = latest.get(id);
      try {
        statuses.report(id, word.version, word.online);
      } catch (RuntimeException e) {
        if (Outage.causes(e) && slept(pause)) {
          pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
          word = null;
        } else {
          Log.warnf("Status of smart object %d stays: %s", id, e.getMessage());
        }
      }
    } while (word == null || !latest.remove(id, word));
  }

  private static boolean slept(long millis) {
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
