package dev.castellan.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.castellan.contracts.EventTypes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts events on the JVM's broker: CloudEvents 1.0, binary mode, JSON data. */
final class EventSender {

  static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private EventSender() {}

  static UUID send(String key, Record event) {
    return send(key, event, Map.of());
  }

  static UUID send(String key, Record event, Map<String, String> more) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    send(id, key, event, more);
    return id;
  }

  static void send(UUID id, String key, Record event) {
    send(id, key, event, Map.of());
  }

  private static void send(UUID id, String key, Record event, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(more);
    headers.put("ce_specversion", "1.0");
    headers.put("ce_id", id.toString());
    headers.put("ce_source", "/castellan/test");
    headers.put("ce_type", EventTypes.typeOf(event.getClass()));
    headers.put("ce_time", Instant.now().toString());
    headers.put("content-type", "application/json");
    try {
      byte[] data = JSON.writeValueAsBytes(event);
      sendRaw(EventTypes.topicOf(event.getClass()), key, headers, data);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not an event", e);
    }
  }

  static void sendRaw(String topic, String key, Map<String, String> headers, byte[] value) {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, value);
    headers.forEach(
        (name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    try {
      Kept.PRODUCER.send(record).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("could not be sent to " + topic, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Made when first needed: the broker must run by then. */
  private static final class Kept {
    private static final Producer<String, byte[]> PRODUCER =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                KafkaServer.shared().bootstrapServers(),
                ProducerConfig.ACKS_CONFIG,
                "all"),
            new StringSerializer(),
            new ByteArraySerializer());
  }
}
