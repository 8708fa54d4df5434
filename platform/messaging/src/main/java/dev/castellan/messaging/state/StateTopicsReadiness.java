package dev.castellan.messaging.state;

import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * A process takes requests only when it knows who may do what. One that has lost the broker goes on
 * by what it knew, and says since when: better than nobody answering at all.
 */
@Readiness
class StateTopicsReadiness implements HealthCheck {

  private final StateTopics topics;

  StateTopicsReadiness(StateTopics topics) {
    this.topics = topics;
  }

  @Override
  public HealthCheckResponse call() {
    var answer = HealthCheckResponse.named("state-topics").status(topics.ready());
    Instant lostSince = topics.lostSince();
    return lostSince == null
        ? answer.build()
        : answer.withData("unheard-since", lostSince.toString()).build();
  }
}
