package dev.castellan.testing;

import dev.castellan.contracts.EventTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/**
 * Watches topics of the JVM's broker and waits for what should appear on them. Nothing it has read
 * is forgotten, so an event that came before it was awaited is found too.
 */
public final class EventProbe implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Shorter, since a test waits it out. */
  private static final Duration TOPIC_PATIENCE = Duration.ofSeconds(10);

  private static final Duration ROUND = Duration.ofMillis(100);

  private final KafkaConsumer<String, byte[]> consumer;
  private final List<ProbedEvent> seen = new ArrayList<>();

  private EventProbe(List<String> topics, boolean fromStart) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                KafkaServer.shared().bootstrapServers(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        topics.stream().flatMap(topic -> partitionsOf(topic).stream()).toList();
    consumer.assign(partitions);
    if (fromStart) {
      consumer.seekToBeginning(partitions);
    } else {
      consumer.seekToEnd(partitions);
      // Seeking is lazy; what is sent from now on must be seen.
      partitions.forEach(consumer::position);
    }
  }

  /** The service under test may still be about to make the topic. */
  private List<TopicPartition> partitionsOf(String topic) {
    List<PartitionInfo> found =
        Awaitility.await("topic " + topic)
            // A consumer belongs to one thread.
            .pollInSameThread()
            .atMost(TOPIC_PATIENCE)
            .until(() -> consumer.partitionsFor(topic), each -> !each.isEmpty());
    return found.stream().map(each -> new TopicPartition(topic, each.partition())).toList();
  }

  /** Watches what comes from now on. A topic that is not there yet is awaited. */
  public static EventProbe on(String... topics) {
    return new EventProbe(List.of(topics), false);
  }

  /** Watches all that the topics hold, and what comes. A topic that is not there yet is awaited. */
  public static EventProbe fromStart(String... topics) {
    return new EventProbe(List.of(topics), true);
  }

  /** The first event of that type which fits, or an assertion failure after a minute. */
  public <T extends Record> T await(Class<T> type, Predicate<T> fits) {
    String name = EventTypes.typeOf(type);
    ProbedEvent found =
        await(
            "a " + name,
            each -> name.equals(each.type()) && !each.tombstone() && fits.test(each.as(type)),
            PATIENCE);
    return found.as(type);
  }

  /** The first event that fits, or an assertion failure that says what was seen instead. */
  public ProbedEvent await(String what, Predicate<ProbedEvent> fits, Duration patience) {
    return await(what, 1, fits, patience).get(0);
  }

  /** The first {@code count} events that fit, in the order they were read. */
  public List<ProbedEvent> await(
      String what, int count, Predicate<ProbedEvent> fits, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    List<ProbedEvent> found = matching(fits);
    while (found.size() < count) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "expected " + count + " × " + what + " within " + patience + ", saw " + describe());
      }
      poll();
      found = matching(fits);
    }
    return found.subList(0, count);
  }

  /** Fails when such an event is there already or comes within that time. */
  public void assertNone(String what, Predicate<ProbedEvent> fits, Duration period) {
    long end = System.nanoTime() + period.toNanos();
    do {
      poll();
      if (!matching(fits).isEmpty()) {
        throw new AssertionError("expected no " + what + ", saw " + matching(fits));
      }
    } while (System.nanoTime() < end);
  }

  /** All that was read until now and fits. */
  public List<ProbedEvent> matching(Predicate<ProbedEvent> fits) {
    return seen.stream().filter(fits).toList();
  }

  /** Sends an event as a service would; returns its CloudEvents id. */
  public static UUID send(String key, Record event) {
    return EventSender.send(key, event);
  }

  /** The same with the trace that it belongs to, a W3C {@code traceparent}. */
  public static UUID sendTraced(String key, Record event, String traceParent) {
    return EventSender.send(key, event, Map.of("traceparent", traceParent));
  }

  /** Sends an event again, under an id it had before. */
  public static void send(UUID id, String key, Record event) {
    EventSender.send(id, key, event);
  }

  /** Sends any bytes with any headers, to see how a service takes them; null is a tombstone. */
  public static void sendRaw(String topic, String key, Map<String, String> headers, byte[] value) {
    EventSender.sendRaw(topic, key, headers, value);
  }

  @Override
  public void close() {
    consumer.close();
  }

  private void poll() {
    consumer.poll(ROUND).forEach(record -> seen.add(ProbedEvent.of(record)));
  }

  private String describe() {
    return seen.isEmpty()
        ? "nothing"
        : seen.stream().map(ProbedEvent::toString).collect(Collectors.joining("\n  ", "\n  ", ""));
  }
}
