package dev.castellan.messaging.state;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A process takes requests only when it knows who may do what. */
@Readiness
class StateTopicsReadiness implements HealthCheck {

  private final StateTopics topics;

  StateTopicsReadiness(StateTopics topics) {
    this.topics = topics;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("state-topics").status(topics.ready()).build();
  }
}
