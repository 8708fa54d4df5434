package dev.castellan.messaging.inbox;

import dev.castellan.contracts.Topic;
import dev.castellan.contracts.Topics;
import dev.castellan.messaging.retention.Expiring;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;

/** Empties the inbox of what no topic can bring again. */
class InboxRetention {

  @Produces
  @Singleton
  Expiring inbox(InboxConfig config) {
    return of(config.keep());
  }

  /**
   * @throws IllegalArgumentException when a topic keeps its records for longer
   */
  static Expiring of(Duration keep) {
    Duration longest =
        Topics.all().stream()
            .filter(topic -> topic.cleanup() == Topic.Cleanup.DELETE)
            .map(Topic::retention)
            .max(Comparator.naturalOrder())
            .orElseThrow();
    if (keep.compareTo(longest) <= 0) {
      throw new IllegalArgumentException(
          "castellan.inbox.keep must be longer than topics keep their records: " + longest);
    }
    return new Expiring("inbox", "received_at", keep);
  }
}
