package dev.castellan.messaging.outbox;

import dev.castellan.messaging.cloudevents.CloudEventHeaders;
import dev.castellan.messaging.trace.MessageSpan;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Takes rows to the broker in the order in which they are given; used by one thread. */
final class OutboxProducer {

  private final Producer<String, byte[]> client;
  private final String source;
  private final Set<String> knownTopics = new HashSet<>();
  private volatile boolean abandoned;

  /**
   * @param kafka settings of the connection
   * @param source {@code ce_source} of everything that is sent
   */
  OutboxProducer(Map<String, Object> kafka, String source) {
    this.client =
        new KafkaProducer<>(settings(kafka), new StringSerializer(), new ByteArraySerializer());
    this.source = source;
  }

  /**
   * Hands a row to the client.
   *
   * @param acknowledged told when the broker has it, from any thread
   * @param lost told when it will not get there by itself any more
   * @throws KafkaException when the client has not taken it
   */
  void send(OutboxRow row, Runnable acknowledged, Runnable lost) {
    awaitTopic(row.topic());
    Thread sender = Thread.currentThread();
    RetriableException[] refusal = new RetriableException[1];
    MessageSpan span =
        MessageSpan.sending(
            row.topic(), row.type(), row.extraHeaders().get(CloudEventHeaders.TRACE_PARENT));
    client.send(
        record(row, span),
        (metadata, failure) -> {
          span.end();
          if (failure == null) {
            acknowledged.run();
          } else if (failure instanceof RetriableException e && Thread.currentThread() == sender) {
            refusal[0] = e;
          } else {
            if (!abandoned) {
              Log.errorf("Event %s for %s was not sent: %s", row.type(), row.topic(), failure);
            }
            lost.run();
          }
        });
    if (refusal[0] != null) {
      throw refusal[0];
    }
  }

  /** Gives up what is on its way. */
  void abandon() {
    abandoned = true;
    client.close(Duration.ZERO);
  }

  /** Waits a little for what is on its way. */
  void close() {
    client.close(Duration.ofSeconds(5));
  }

  /**
   * A first send to a topic that is not there would be given up after a while, and later ones could
   * overtake it.
   */
  private void awaitTopic(String topic) {
    if (!knownTopics.contains(topic)) {
      client.partitionsFor(topic);
      knownTopics.add(topic);
    }
  }

  private ProducerRecord<String, byte[]> record(OutboxRow row, MessageSpan span) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(row.topic(), row.key(), row.payload());
    Map<String, String> extra = row.extraHeaders();
    if (span.isThere()) {
      extra = new HashMap<>(extra);
      extra.put(CloudEventHeaders.TRACE_PARENT, span.traceParent());
    }
    CloudEventHeaders.write(record.headers(), row.eventId(), row.type(), source, row.time(), extra);
    return record;
  }

  private static Map<String, Object> settings(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    // Order within a key must survive a long broker outage: the client keeps trying, it never gives
    // a record up.
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "outbox-" + ProcessHandle.current().pid());
    return settings;
  }
}
