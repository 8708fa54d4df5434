package dev.castellan.widget;

import dev.castellan.contracts.EventTypes;
import dev.castellan.contracts.smartobject.SmartobjectDeleted;
import dev.castellan.messaging.cloudevents.CloudEventHeaders;
import dev.castellan.messaging.intake.Intake;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.Flow;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Takes the facts that a smart object is gone off the topic; the many others are not even read. */
@ApplicationScoped
class LostSourceConsumer {

  private static final String DELETED = EventTypes.typeOf(SmartobjectDeleted.class);

  private final Intake intake;
  private final LostSourceHandler handler;

  LostSourceConsumer(Intake intake, LostSourceHandler handler) {
    this.intake = intake;
    this.handler = handler;
  }

  @Incoming("smartobject-events")
  Flow.Subscriber<Message<ConsumerRecords<String, byte[]>>> smartobjectEvents() {
    return intake.worker("smartobject-events", this::take);
  }

  private void take(List<ConsumerRecord<String, byte[]>> records) {
    intake.handle(
        records.stream()
            .filter(
                each ->
                    DELETED.equals(CloudEventHeaders.read(each.headers(), CloudEventHeaders.TYPE)))
            .toList(),
        handler::handle);
  }
}
