package dev.castellan.smartobject.execution;

import dev.castellan.messaging.retention.Expiring;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;

/** Actions that only read leave no history, once nobody can be waiting for their end any more. */
@ApplicationScoped
class ForgottenLooks {

  private static final Duration KEPT = Duration.ofMinutes(10);

  @Produces
  Expiring looks() {
    return new Expiring("execution", "look_ended_at", KEPT);
  }
}
