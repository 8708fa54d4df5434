package dev.castellan.smartobject.execution;

import dev.castellan.messaging.intake.Intake;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Flow;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Takes commands off the topic, one batch after the other, so that those of one object stay in
 * order.
 */
@ApplicationScoped
class CommandConsumer {

  private final Intake intake;
  private final CommandHandler handler;

  CommandConsumer(Intake intake, CommandHandler handler) {
    this.intake = intake;
    this.handler = handler;
  }

  @Incoming("commands")
  Flow.Subscriber<Message<ConsumerRecords<String, byte[]>>> commands() {
    return intake.worker(
        "commands", records -> intake.handle(records, handler::handle, handler::giveUp));
  }
}
