package dev.castellan.widget;

import dev.castellan.contracts.EventTypes;
import dev.castellan.contracts.smartobject.SmartobjectDeleted;
import dev.castellan.messaging.cloudevents.CloudEventHeaders;
import dev.castellan.messaging.intake.Intake;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;

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
  @Blocking
  void take(ConsumerRecords<String, byte[]> records) {
    Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> wanted = new HashMap<>();
    for (TopicPartition partition : records.partitions()) {
      wanted.put(
          partition,
          records.records(partition).stream()
              .filter(
                  each ->
                      DELETED.equals(
                          CloudEventHeaders.read(each.headers(), CloudEventHeaders.TYPE)))
              .toList());
    }
    intake.handle(new ConsumerRecords<>(wanted, Map.of()), handler::handle);
  }
}
