package dev.castellan.messaging.state;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.contracts.StateFollower;
import dev.castellan.messaging.cloudevents.CloudEventHeaders;
import dev.castellan.messaging.topics.TopicProvisioner;
import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads the compacted topics that somebody in this process follows, each from its first record, for
 * as long as the process lives. No consumer group: every process needs all of it.
 */
@ApplicationScoped
public class StateTopics {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final long PAUSE_MILLIS = 1_000;
  private static final long FIRST_READ_SECONDS = 60;

  private final Map<String, List<StateFollower>> followers;
  private final TopicProvisioner topics;
  private final Map<String, Object> kafka;
  private final ObjectMapper mapper;
  private final Event<StateTopicsRead> read;
  private volatile Consumer<String, byte[]> consumer;
  private volatile boolean running = true;
  private final CountDownLatch firstRead = new CountDownLatch(1);
  private volatile boolean ready;
  private volatile Instant lostSince;
  private Thread thread;

  StateTopics(
      @All List<StateFollower> followers,
      TopicProvisioner topics,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      ObjectMapper mapper,
      Event<StateTopicsRead> read) {
    this.followers = followers.stream().collect(Collectors.groupingBy(StateFollower::topic));
    this.topics = topics;
    this.kafka = kafka;
    this.mapper = mapper;
    this.read = read;
  }

  void start(@Observes @Priority(50) StartupEvent event) {
    thread = Thread.ofPlatform().daemon().name("state-topics").start(this::run);
  }

  void stop(@Observes ShutdownEvent event) {
    running = false;
    Consumer<String, byte[]> current = consumer;
    if (current != null) {
      // Not interrupted: the client would complain while it closes.
      current.wakeup();
    } else {
      thread.interrupt();
    }
  }

  /**
   * Since when no broker answers; null while one does. What is known by then still holds, but what
   * changes meanwhile is not seen.
   */
  Instant lostSince() {
    return lostSince;
  }

  /** Whether everything that was on the topics at start has been read. */
  boolean ready() {
    return ready;
  }

  /**
   * Waits until they have been read once, but not for ever. To be called before work that needs
   * what they say and is not asked for by a client, whom readiness keeps away.
   */
  public void awaitFirstRead() throws InterruptedException {
    if (!ready) {
      firstRead.await(FIRST_READ_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void run() {
    while (running) {
      try {
        topics.provide();
        follow();
      } catch (InterruptedException | InterruptException | WakeupException e) {
        return;
      } catch (ExecutionException | RuntimeException e) {
        Log.warnf("State topics cannot be read yet: %s", e.getMessage());
        pause();
      }
    }
  }

  private void follow() {
    if (followers.isEmpty()) {
      ready = true;
      firstRead.countDown();
      running = false;
      return;
    }
    try (Consumer<String, byte[]> current =
        new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer = current;
      List<TopicPartition> partitions =
          followers.keySet().stream().flatMap(topic -> partitions(current, topic)).toList();
      current.assign(partitions);
      current.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = current.endOffsets(partitions);
      long lookAgainAt = System.nanoTime() + LOOK_EVERY.toNanos();
      while (running) {
        current.poll(POLL).forEach(this::apply);
        if (System.nanoTime() - lookAgainAt > 0) {
          look(current, partitions);
          lookAgainAt = System.nanoTime() + LOOK_EVERY.toNanos();
        }
        if (!ready && ends.keySet().stream().allMatch(p -> current.position(p) >= ends.get(p))) {
          followers.values().forEach(each -> each.forEach(StateFollower::caughtUp));
          ready = true;
          firstRead.countDown();
          Log.infof("State topics read: %s", followers.keySet());
          read.fireAsync(new StateTopicsRead());
        }
      }
    } finally {
      consumer = null;
    }
  }

  /** An idle consumer does not say that it is cut off, so the broker is asked something. */
  private void look(Consumer<String, byte[]> consumer, List<TopicPartition> partitions) {
    try {
      consumer.endOffsets(partitions, LOOK_EVERY);
      if (lostSince != null) {
        Log.infof("State topics can be read again, lost since %s", lostSince);
      }
      lostSince = null;
    } catch (TimeoutException e) {
      if (lostSince == null) {
        lostSince = Instant.now();
        Log.warnf("State topics are out of reach; what is known of them holds meanwhile");
      }
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
    settings.keySet().removeAll(Set.of(ConsumerConfig.GROUP_ID_CONFIG));
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    return settings;
  }

  private void apply(ConsumerRecord<String, byte[]> polled) {
    String type = CloudEventHeaders.read(polled.headers(), CloudEventHeaders.TYPE);
    for (StateFollower follower : followers.get(polled.topic())) {
      try {
        if (polled.value() == null) {
          follower.apply(polled.key(), null);
        } else if (type != null && follower.types().containsKey(type)) {
          Object state = mapper.readValue(polled.value(), follower.types().get(type));
          follower.apply(polled.key(), state);
        }
      } catch (IOException | RuntimeException e) {
        Log.errorf(e, "Skipping %s@%d", polled.topic(), polled.offset());
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
