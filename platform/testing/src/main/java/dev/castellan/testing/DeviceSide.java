package dev.castellan.testing;

import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Failure;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.ActionFinished;
import dev.castellan.contracts.smartobject.ActionRequested;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The smart objects on the other side of the broker: reads the commands and answers them as told,
 * for each object in its own way. One that nothing was said about hangs: its commands are noted and
 * not answered.
 */
public final class DeviceSide implements AutoCloseable {

  private final Map<Long, Behaviour> behaviours = new ConcurrentHashMap<>();
  private final List<ActionRequested> commands = new CopyOnWriteArrayList<>();
  private final CountDownLatch listening = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean running = true;

  /** What an object does with a command: the answers to send, none for silence. */
  public interface Behaviour extends Function<ActionRequested, List<ActionFinished>> {}

  /** Listens when this returns. */
  public DeviceSide() {
    thread = Thread.ofPlatform().name("device-side").start(this::run);
    try {
      if (!listening.await(1, TimeUnit.MINUTES)) {
        running = false;
        throw new IllegalStateException("the commands on the broker cannot be read");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** From now on the object behaves like this. */
  public void drive(long smartobject, Behaviour behaviour) {
    behaviours.put(smartobject, behaviour);
  }

  /** From now on the object hangs. */
  public void leave(long smartobject) {
    behaviours.remove(smartobject);
  }

  /** Commands that arrived for an object, in order. */
  public List<ActionRequested> commandsOf(long smartobject) {
    return commands.stream().filter(each -> each.smartobjectId() == smartobject).toList();
  }

  /** The answer to a command, after one attempt. */
  public static ActionFinished answer(
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

  public static void send(ActionFinished answer) {
    EventProbe.send(answer.executionId().toString(), answer);
  }

  private void run() {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, KafkaServer.shared().bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
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

  private void take(byte[] json) {
    try {
      ActionRequested command = EventSender.JSON.readValue(json, ActionRequested.class);
      commands.add(command);
      Behaviour behaviour = behaviours.get(command.smartobjectId());
      if (behaviour != null) {
        behaviour.apply(command).forEach(DeviceSide::send);
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
