package dev.castellan.messaging.direct;

import dev.castellan.messaging.topics.TopicProvisioner;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Hears all that is said on a topic from now on. Not in a consumer group: an answer is for one
 * process, and only that one knows which.
 */
public final class DirectListener implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final long PAUSE_MILLIS = 1_000;

  private final String topic;
  private final Map<String, Object> kafka;
  private final TopicProvisioner topics;
  private final Consumer<ConsumerRecord<String, byte[]>> heard;
  private final CountDownLatch listening = new CountDownLatch(1);
  private final Thread thread;
  private volatile KafkaConsumer<String, byte[]> consumer;
  private volatile boolean running = true;

  /**
   * @param kafka how the broker is reached
   * @param heard called by one thread, in the order of each partition
   */
  public DirectListener(
      String topic,
      Map<String, Object> kafka,
      TopicProvisioner topics,
      Consumer<ConsumerRecord<String, byte[]>> heard) {
    this.topic = topic;
    this.kafka = kafka;
    this.topics = topics;
    this.heard = heard;
    this.thread = Thread.ofPlatform().daemon().name("listener-" + topic).start(this::run);
  }

  /** Waits until nothing that is said from then on can be missed; false when it takes longer. */
  public boolean awaitListening(Duration most) throws InterruptedException {
    return listening.await(Math.max(0, most.toMillis()), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    running = false;
    KafkaConsumer<String, byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    } else {
      thread.interrupt();
    }
  }

  private void run() {
    while (running) {
      try {
        topics.provide();
        listen();
      } catch (WakeupException | InterruptedException | InterruptException e) {
        return;
      } catch (ExecutionException | RuntimeException e) {
        Log.warnf("%s cannot be heard: %s", topic, e.getMessage());
        pause();
      }
    }
  }

  private void listen() {
    try (KafkaConsumer<String, byte[]> current =
        new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer = current;
      List<TopicPartition> partitions =
          current.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new KafkaException("topic " + topic + " is not there yet");
      }
      current.assign(partitions);
      current.seekToEnd(partitions);
      // Seeking is lazy; asking for the position settles it.
      partitions.forEach(current::position);
      listening.countDown();
      while (running) {
        current.poll(POLL).forEach(this::hear);
      }
    } finally {
      consumer = null;
    }
  }

  private void hear(ConsumerRecord<String, byte[]> said) {
    try {
      heard.accept(said);
    } catch (RuntimeException e) {
      Log.errorf(e, "Skipping %s-%d@%d", said.topic(), said.partition(), said.offset());
    }
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    return settings;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
