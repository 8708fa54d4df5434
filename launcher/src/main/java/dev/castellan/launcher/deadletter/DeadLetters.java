package dev.castellan.launcher.deadletter;

import dev.castellan.launcher.LauncherException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The dead-letter topics of one broker. A letter that was sent again stays where it is, and a mark
 * behind it says so; a crash between the two offers it once more, which does no harm since its id
 * is the same.
 */
public final class DeadLetters {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final int TIMEOUT_MILLIS = 15_000;

  private final String broker;
  private final Map<String, Object> access;

  /**
   * @param broker {@code host:port}
   * @param access Kafka's client settings that a broker asks for which is not open to all, e.g.
   *     {@code security.protocol}
   */
  public DeadLetters(String broker, Map<String, Object> access) {
    this.broker = broker;
    this.access = access;
  }

  /** Names of the topics that have dead letters of their own. */
  public List<String> topics() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      return consumer.listTopics().keySet().stream()
          .filter(name -> name.endsWith(DeadLetter.SUFFIX))
          .map(DeadLetters::withoutSuffix)
          .sorted()
          .toList();
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  /**
   * Shows the letters of a topic that have not been sent again, oldest first.
   *
   * @param topic the original one
   */
  public void list(String topic, Consumer<DeadLetter> shown) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      Set<String> replayed = marks(consumer, topic);
      read(
          consumer,
          topic,
          letter -> {
            if (letter.marked().isEmpty() && !replayed.contains(place(letter, letter.offset()))) {
              shown.accept(letter);
            }
          });
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  /**
   * Sends letters back to where they came from.
   *
   * @param chosen tells by its offset whether a letter is meant
   * @param sent told of each, after the broker has taken it
   */
  public void replay(String topic, LongPredicate chosen, Consumer<DeadLetter> sent) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            settings(Map.of("acks", "all", "max.block.ms", TIMEOUT_MILLIS)),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      list(
          topic,
          letter -> {
            if (chosen.test(letter.offset())) {
              send(producer, letter);
              sent.accept(letter);
            }
          });
    }
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, DeadLetter letter) {
    try {
      producer.send(letter.original()).get();
      producer.send(letter.mark()).get();
    } catch (ExecutionException e) {
      throw new LauncherException("The broker refused " + letter.offset() + ": " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LauncherException("Interrupted at " + letter.offset());
    }
  }

  private static Set<String> marks(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    Set<String> marks = new HashSet<>();
    read(
        consumer,
        topic,
        letter -> letter.marked().ifPresent(offset -> marks.add(place(letter, offset))));
    return marks;
  }

  /** All that the topic holds at this moment, each partition in order. */
  private static void read(
      KafkaConsumer<byte[], byte[]> consumer, String topic, Consumer<DeadLetter> taken) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic + DeadLetter.SUFFIX).stream()
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new LauncherException("There is no topic " + topic + DeadLetter.SUFFIX);
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
      consumer
          .poll(POLL)
          .forEach(
              each -> {
                TopicPartition partition = new TopicPartition(each.topic(), each.partition());
                // What is added while we read, our own marks too, is for the next time.
                if (each.offset() < ends.get(partition)) {
                  taken.accept(new DeadLetter(each));
                }
              });
    }
  }

  private static String place(DeadLetter letter, long offset) {
    return letter.record().partition() + "@" + offset;
  }

  /** The original topic, given either name. */
  public static String withoutSuffix(String topic) {
    return topic.endsWith(DeadLetter.SUFFIX)
        ? topic.substring(0, topic.length() - DeadLetter.SUFFIX.length())
        : topic;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        settings(
            Map.of(
                "enable.auto.commit",
                "false",
                "default.api.timeout.ms",
                TIMEOUT_MILLIS,
                "allow.auto.create.topics",
                "false")),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private Map<String, Object> settings(Map<String, Object> own) {
    Map<String, Object> settings = new HashMap<>(access);
    settings.putAll(own);
    settings.put("bootstrap.servers", broker);
    return settings;
  }

  private LauncherException failed(KafkaException e) {
    return new LauncherException("The broker at " + broker + " does not answer: " + e, e);
  }
}
