package dev.castellan.process.execution;

import dev.castellan.messaging.intake.Intake;
import dev.castellan.messaging.state.StateTopics;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes results of commands off the broker, a polled batch at a time. */
@ApplicationScoped
class ResultConsumer {

  private final Intake intake;
  private final ResultHandler handler;
  private final StateTopics topics;

  ResultConsumer(Intake intake, ResultHandler handler, StateTopics topics) {
    this.intake = intake;
    this.handler = handler;
    this.topics = topics;
  }

  @Incoming("results")
  @Blocking
  void take(ConsumerRecords<String, byte[]> records) throws InterruptedException {
    // The next step must find its object.
    topics.awaitFirstRead();
    intake.handle(records, handler::handle);
  }
}
