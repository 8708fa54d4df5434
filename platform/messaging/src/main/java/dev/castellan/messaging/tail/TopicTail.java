package dev.castellan.messaging.tail;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Hears all that is said on some topics from now on. Without a consumer group, so each replica
 * hears everything; what was said while nobody listened is lost, so nothing may depend on hearing.
 */
public final class TopicTail implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final long PAUSE_MILLIS = 500;

  /** On a busy topic more is taken at once: a fetch costs more than the records that it brings. */
  private static final long GATHER_MILLIS = 5;

  private final String name;
  private final Map<String, Object> kafka;
  private final Collection<String> topics;
  private final Listener listener;
  private final CountDownLatch listening = new CountDownLatch(1);
  private volatile Consumer<String, byte[]> consumer;
  private volatile boolean running = true;

  /** Whom everything is told to, on one thread. */
  public interface Listener {

    /** What it throws is logged, and the record passed by. */
    void heard(ConsumerRecord<String, byte[]> said);

    /** It listens from now on; something may have been missed before. */
    default void listening() {}
  }

  /**
   * @param name of its thread
   * @param kafka settings of the broker, as {@code default-kafka-broker} holds them
   */
  public TopicTail(
      String name, Map<String, Object> kafka, Collection<String> topics, Listener listener) {
    this.name = name;
    this.kafka = kafka;
    this.topics = topics;
    this.listener = listener;
  }

  public void start() {
    Thread.ofPlatform().daemon().name(name).start(this::run);
  }

  /** Waits until it listens for the first time; whether it does. */
  public boolean await(Duration atMost) throws InterruptedException {
    return listening.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    running = false;
    Consumer<String, byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
  }

  private void run() {
    while (running) {
      try {
        follow();
      } catch (WakeupException | InterruptException e) {
        return;
      } catch (KafkaException e) {
        Log.warnf("%s hears nothing yet: %s", name, e.getMessage());
        pause(PAUSE_MILLIS);
      }
    }
  }

  private void follow() {
    try (Consumer<String, byte[]> current =
        new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer = current;
      List<TopicPartition> partitions =
          topics.stream().flatMap(topic -> partitions(current, topic)).toList();
      current.assign(partitions);
      current.seekToEnd(partitions);
      // Seeking is lazy; what is said from now on must be heard.
      partitions.forEach(current::position);
      listener.listening();
      listening.countDown();
      while (running) {
        ConsumerRecords<String, byte[]> records = current.poll(POLL);
        records.forEach(this::tell);
        if (!records.isEmpty()) {
          pause(GATHER_MILLIS);
        }
      }
    }
  }

  private void tell(ConsumerRecord<String, byte[]> said) {
    try {
      listener.heard(said);
    } catch (RuntimeException e) {
      Log.warnf("Skipping %s@%d: %s", said.topic(), said.offset(), e.getMessage());
    }
  }

  /** A topic made a moment ago is known to the broker before it is known to be led by one. */
  private static Stream<TopicPartition> partitions(Consumer<?, ?> consumer, String topic) {
    List<PartitionInfo> infos = consumer.partitionsFor(topic);
    if (infos.isEmpty()) {
      throw new KafkaException("topic " + topic + " is not there yet");
    }
    return infos.stream().map(info -> new TopicPartition(info.topic(), info.partition()));
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    return settings;
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
