package dev.castellan.messaging.question;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.castellan.contracts.EventTypes;
import dev.castellan.contracts.smartobject.ActionRequested;
import dev.castellan.messaging.cloudevents.CloudEventHeaders;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Asks smart objects for what they know, past the outbox: a question changes nothing, goes with no
 * transaction, and when it is lost nobody needs it sent again, since whoever asked has given up by
 * then. Takes nothing but questions.
 */
@ApplicationScoped
public class Questions {

  private final ObjectMapper mapper;
  private final String source;
  private final Producer<String, byte[]> producer;

  Questions(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      ObjectMapper mapper,
      @ConfigProperty(name = "quarkus.application.name") String application) {
    this.mapper = mapper;
    this.source = "/castellan/" + application;
    this.producer =
        new KafkaProducer<>(settings(kafka), new StringSerializer(), new ByteArraySerializer());
  }

  @PreDestroy
  void close() {
    producer.close(Duration.ZERO);
  }

  /**
   * Sends a question; nobody learns whether it arrives. May block for a moment while the broker is
   * away.
   *
   * @param traceParent what it belongs to, as {@code TraceContext} says; null for nothing
   * @throws IllegalArgumentException when the command may change something or never expires
   */
  public void ask(ActionRequested question, String traceParent) {
    if (!question.requireSafe() || question.expiresAt() == null) {
      throw new IllegalArgumentException("only what is safe and expires is a question");
    }
    ProducerRecord<String, byte[]> message =
        new ProducerRecord<>(
            EventTypes.topicOf(ActionRequested.class),
            Long.toString(question.smartobjectId()),
            json(question));
    CloudEventHeaders.write(
        message.headers(),
        UuidCreator.getTimeOrderedEpochFast(),
        EventTypes.typeOf(ActionRequested.class),
        source,
        Instant.now(),
        traceParent == null ? Map.of() : Map.of(CloudEventHeaders.TRACE_PARENT, traceParent));
    producer.send(message);
  }

  private byte[] json(ActionRequested question) {
    try {
      return mapper.writeValueAsBytes(question);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("question cannot be written", e);
    }
  }

  private static Map<String, Object> settings(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ProducerConfig.ACKS_CONFIG, "1");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_500);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2_000);
    settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    return settings;
  }
}
