package dev.castellan.smartobject.execution;

import dev.castellan.messaging.intake.Intake;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

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
  @Blocking
  void consume(ConsumerRecords<String, byte[]> records) {
    intake.handle(records, handler::handle, handler::giveUp);
  }
}
