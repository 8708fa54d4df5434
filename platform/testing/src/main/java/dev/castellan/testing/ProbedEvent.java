package dev.castellan.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record as it was found on a topic.
 *
 * @param type CloudEvents type, null when the header is missing
 * @param headers all of them, {@code ce_id} and the like included
 * @param value null for a tombstone
 */
public record ProbedEvent(
    String topic,
    int partition,
    long offset,
    String key,
    String type,
    Map<String, String> headers,
    byte[] value) {

  static ProbedEvent of(ConsumerRecord<String, byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    record
        .headers()
        .forEach(each -> headers.put(each.key(), new String(each.value(), StandardCharsets.UTF_8)));
    return new ProbedEvent(
        record.topic(),
        record.partition(),
        record.offset(),
        record.key(),
        headers.get("ce_type"),
        headers,
        record.value());
  }

  /** CloudEvents id. */
  public UUID id() {
    return UUID.fromString(headers.get("ce_id"));
  }

  public boolean tombstone() {
    return value == null;
  }

  /** The data as the record class of its type. */
  public <T extends Record> T as(Class<T> type) {
    try {
      return EventSender.JSON.readValue(value, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The data as JSON. */
  public JsonNode json() {
    try {
      return EventSender.JSON.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    String data = value == null ? "(tombstone)" : new String(value, StandardCharsets.UTF_8);
    return topic + "/" + partition + "@" + offset + " " + key + " " + type + " " + data;
  }
}
