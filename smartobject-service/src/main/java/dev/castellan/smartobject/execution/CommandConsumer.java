package dev.castellan.smartobject.execution;

import dev.castellan.messaging.intake.Intake;
import dev.castellan.messaging.intake.IntakeWorker;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Flow;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Takes commands off the topic; whole polls become one transaction each, one after the other: on
 * virtual threads they would overtake each other, and with them the commands of one object.
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
    return new IntakeWorker(
        "commands", records -> intake.handle(records, handler::handle, handler::giveUp));
  }
}
