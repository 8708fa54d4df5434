package dev.castellan.process.execution;

import dev.castellan.messaging.intake.Intake;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes results of commands off the broker, a polled batch at a time. */
@ApplicationScoped
class ResultConsumer {

  private final Intake intake;
  private final ResultHandler handler;

  ResultConsumer(Intake intake, ResultHandler handler) {
    this.intake = intake;
    this.handler = handler;
  }

  @Incoming("results")
  @Blocking
  void take(ConsumerRecords<String, byte[]> records) {
    intake.handle(records, handler::handle);
  }
}
