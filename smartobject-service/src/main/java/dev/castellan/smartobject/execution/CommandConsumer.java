package dev.castellan.smartobject.execution;

import dev.castellan.contracts.smartobject.ActionRequested;
import dev.castellan.messaging.intake.Intake;
import dev.castellan.messaging.intake.Received;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
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
    intake.handle(records, this::handle, dead -> handler.giveUp((ActionRequested) dead.data()));
  }

  private void handle(List<Received> events) {
    handler.handle(
        events.stream()
            .map(Received::data)
            .filter(ActionRequested.class::isInstance)
            .map(ActionRequested.class::cast)
            .toList());
  }
}
