package dev.castellan.widget;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.castellan.contracts.Caller;
import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Failure;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.ActionExecuted;
import dev.castellan.contracts.smartobject.ActionFinished;
import dev.castellan.contracts.smartobject.ActionRequested;
import dev.castellan.testing.EventProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The smart objects on the other side of the broker. One that nothing was said about hangs: its
 * commands are counted and not answered.
 */
final class Devices implements AutoCloseable {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Map<Long, Function<ActionRequested, ActionFinished>> answers =
      new ConcurrentHashMap<>();
  private final List<ActionRequested> commands = new CopyOnWriteArrayList<>();
  private final CountDownLatch listening = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean running = true;

  Devices() {
    thread = Thread.ofPlatform().name("devices").start(this::run);
    try {
      listening.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** From now on the object answers with this state. */
  void state(long id, Map<String, Object> state) {
    answers.put(id, command -> finished(command, ExecutionStatus.SUCCEEDED, state, null));
  }

  void fails(long id, String code) {
    answers.put(
        id,
        command ->
            finished(command, ExecutionStatus.FAILED, null, new Failure(code, "It is broken")));
  }

  void hangs(long id) {
    answers.remove(id);
  }

  /** As smartobject-service says that an action had an effect. */
  void acted(long id) {
    EventProbe.send(
        Long.toString(id),
        new ActionExecuted(
            UUID.randomUUID(),
            id,
            "turnOn",
            ExecutionStatus.SUCCEEDED,
            Map.of(),
            new Caller(1, "admin", Caller.ADMIN_PROFILE, "admin"),
            "api",
            Instant.now()));
  }

  List<ActionRequested> commandsOf(long id) {
    return commands.stream().filter(each -> each.smartobjectId() == id).toList();
  }

  private static ActionFinished finished(
      ActionRequested command, ExecutionStatus status, Map<String, Object> result, Failure why) {
    return new ActionFinished(
        command.commandId(),
        command.executionId(),
        command.step(),
        command.smartobjectId(),
        command.action(),
        status,
        result,
        why,
        1,
        Instant.now(),
        Instant.now());
  }

  private void run() {
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.SMARTOBJECT_COMMANDS).stream()
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position);
      listening.countDown();
      while (running) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> take(record.value()));
      }
    }
  }

  private static KafkaConsumer<String, byte[]> consumer() {
    String servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    return new KafkaConsumer<>(
        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  private void take(byte[] json) {
    try {
      ActionRequested command = JSON.readValue(json, ActionRequested.class);
      commands.add(command);
      Function<ActionRequested, ActionFinished> answer = answers.get(command.smartobjectId());
      if (answer != null) {
        EventProbe.send(command.executionId().toString(), answer.apply(command));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    running = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
