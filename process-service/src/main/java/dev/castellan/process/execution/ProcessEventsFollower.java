package dev.castellan.process.execution;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.contracts.EventTypes;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.process.ProcessChanged;
import dev.castellan.contracts.process.ProcessDeleted;
import dev.castellan.contracts.process.ProcessExecuted;
import dev.castellan.messaging.cloudevents.CloudEventHeaders;
import dev.castellan.process.definition.Definitions;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
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
 * Hears what other replicas did: ends of executions that somebody waits for here, and changes of
 * definitions kept here. Without a consumer group, from the latest record on.
 */
@ApplicationScoped
class ProcessEventsFollower {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final String EXECUTED = EventTypes.typeOf(ProcessExecuted.class);
  private static final String CHANGED = EventTypes.typeOf(ProcessChanged.class);
  private static final String DELETED = EventTypes.typeOf(ProcessDeleted.class);

  private final Map<String, Object> kafka;
  private final ObjectMapper mapper;
  private final Waiters waiters;
  private final Definitions definitions;
  private final ExecutionStore store;
  private volatile Consumer<String, byte[]> consumer;
  private volatile boolean running = true;

  ProcessEventsFollower(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      ObjectMapper mapper,
      Waiters waiters,
      Definitions definitions,
      ExecutionStore store) {
    this.kafka = kafka;
    this.mapper = mapper;
    this.waiters = waiters;
    this.definitions = definitions;
    this.store = store;
  }

  void start(@Observes StartupEvent event) {
    Thread.ofPlatform().daemon().name("process-events").start(this::run);
  }

  void stop(@Observes @Priority(1) ShutdownEvent event) {
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
        Log.warnf("Events of other replicas cannot be read: %s", e.getMessage());
        pause();
      }
    }
  }

  private void follow() {
    try (Consumer<String, byte[]> current =
        new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer = current;
      List<TopicPartition> partitions =
          current.partitionsFor(Topics.PROCESS_EVENTS).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      current.assign(partitions);
      current.seekToEnd(partitions);
      partitions.forEach(current::position);
      // What changed before this moment may have been missed.
      definitions.evictAll();
      while (running) {
        current.poll(POLL).forEach(this::take);
      }
    }
  }

  private void take(ConsumerRecord<String, byte[]> polled) {
    String type = CloudEventHeaders.read(polled.headers(), CloudEventHeaders.TYPE);
    try {
      if (EXECUTED.equals(type)) {
        wake(polled.value());
      } else if (CHANGED.equals(type) || DELETED.equals(type)) {
        definitions.evict(Long.parseLong(polled.key()));
      }
    } catch (IOException | RuntimeException e) {
      Log.warnf("Skipping %s@%d: %s", polled.topic(), polled.offset(), e.getMessage());
    }
  }

  private void wake(byte[] executed) throws IOException {
    if (waiters.nobody()) {
      return;
    }
    UUID execution = mapper.readValue(executed, ProcessExecuted.class).executionId();
    if (waiters.waitFor(execution)) {
      store.find(execution).filter(Execution::finished).ifPresent(waiters::ended);
    }
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

  private static void pause() {
    try {
      Thread.sleep(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
