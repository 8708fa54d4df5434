package dev.castellan.process.execution;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Failure;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.ActionFinished;
import dev.castellan.contracts.smartobject.ActionRequested;
import dev.castellan.testing.EventProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
 * The other side of the wire: reads commands from the broker and answers them as told, for each
 * object in its own way. An object nobody has told it about is left without an answer.
 */
final class FakeDriver implements AutoCloseable {

  /** What it does with a command: the answers to send, none for silence. */
  interface Behaviour extends Function<ActionRequested, List<ActionFinished>> {}

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  static final Behaviour SUCCEED = command -> List.of(succeeded(command));
  static final Behaviour SILENT = command -> List.of();

  private final Map<Long, Behaviour> behaviours = new ConcurrentHashMap<>();
  private final List<ActionRequested> commands = new CopyOnWriteArrayList<>();
  private final CountDownLatch listening = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean running = true;

  FakeDriver() {
    thread = Thread.ofPlatform().name("fake-driver").start(this::run);
    try {
      listening.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void drive(long smartobject, Behaviour behaviour) {
    behaviours.put(smartobject, behaviour);
  }

  /** Commands that arrived for an object, in order. */
  List<ActionRequested> commandsOf(long smartobject) {
    return commands.stream().filter(each -> each.smartobjectId() == smartobject).toList();
  }

  static ActionFinished succeeded(ActionRequested command) {
    Map<String, Object> result = Map.of("on", !command.action().equals("turnOff"));
    return answer(command, ExecutionStatus.SUCCEEDED, result, null);
  }

  static ActionFinished failed(ActionRequested command) {
    return answer(
        command, ExecutionStatus.FAILED, null, new Failure("action-failed", "The device failed"));
  }

  static ActionFinished answer(
      ActionRequested command,
      ExecutionStatus status,
      Map<String, Object> result,
      Failure failure) {
    return new ActionFinished(
        command.commandId(),
        command.executionId(),
        command.step(),
        command.smartobjectId(),
        command.action(),
        status,
        result,
        failure,
        1,
        Instant.now(),
        Instant.now());
  }

  static void send(ActionFinished answer) {
    EventProbe.send(answer.executionId().toString(), answer);
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
      take(JSON.readValue(json, ActionRequested.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(ActionRequested command) {
    commands.add(command);
    behaviours
        .getOrDefault(command.smartobjectId(), SILENT)
        .apply(command)
        .forEach(FakeDriver::send);
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
