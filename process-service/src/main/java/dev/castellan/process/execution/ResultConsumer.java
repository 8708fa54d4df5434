package dev.castellan.process.execution;

import dev.castellan.messaging.intake.Intake;
import dev.castellan.messaging.state.StateTopics;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.Flow;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Takes results of commands off the broker. */
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
  Flow.Subscriber<Message<ConsumerRecords<String, byte[]>>> results() {
    return intake.worker("results", this::take);
  }

  private void take(List<ConsumerRecord<String, byte[]>> records) throws InterruptedException {
    // The next step must find its object.
    topics.awaitFirstRead();
    intake.handle(records, handler::handle);
  }
}
