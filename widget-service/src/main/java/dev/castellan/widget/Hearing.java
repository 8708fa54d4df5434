package dev.castellan.widget;

import dev.castellan.contracts.Topics;
import dev.castellan.messaging.tail.TopicTail;
import dev.castellan.widget.evaluation.Readings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Hears what every replica must hear: answers to questions, which of them was asked by whom only
 * the asker knows; objects that have done something; widgets that were edited, maybe elsewhere.
 */
@Readiness
@ApplicationScoped
class Hearing implements TopicTail.Listener, HealthCheck {

  private final Readings readings;
  private final OpenFeeds feeds;
  private final TopicTail tail;
  private volatile boolean listening;

  Hearing(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      Readings readings,
      OpenFeeds feeds) {
    this.readings = readings;
    this.feeds = feeds;
    this.tail =
        new TopicTail(
            "hearing",
            kafka,
            List.of(Topics.SMARTOBJECT_RESULTS, Topics.SMARTOBJECT_EVENTS, Topics.WIDGET_EVENTS),
            this);
  }

  void start(@Observes StartupEvent event) {
    tail.start();
  }

  void stop(@Observes @Priority(1) ShutdownEvent event) {
    tail.close();
  }

  @Override
  public void listening() {
    listening = true;
    readings.missedChanges();
    feeds.rereadAll();
  }

  @Override
  public void heard(ConsumerRecord<String, byte[]> said) {
    switch (said.topic()) {
      case Topics.SMARTOBJECT_RESULTS -> readings.answered(said.key(), said.value());
      case Topics.SMARTOBJECT_EVENTS -> readings.changed(Long.parseLong(said.key()));
      default -> feeds.edited(Long.parseLong(said.key()));
    }
  }

  /** A question that is put before could get no answer. */
  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("hearing").status(listening).build();
  }
}
