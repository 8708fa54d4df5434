package dev.castellan.smartobject.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.castellan.contracts.Topics;
import dev.castellan.testing.EventProbe;
import dev.castellan.testing.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** An external module as its authors would write it: knows topics and JSON, nothing of ours. */
final class TestExternalModule implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration BEAT = Duration.ofMillis(500);

  private final String id;
  private final Function<JsonNode, String> behaviour;
  private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch listening = new CountDownLatch(1);
  private final KafkaConsumer<String, String> consumer;
  private final Thread thread;
  private volatile boolean beating = true;

  /**
   * Listens when this returns; the module must be registered, so that its topic is there.
   *
   * @param behaviour what is answered to a request, as members of a reply; null for no answer
   */
  TestExternalModule(String id, Function<JsonNode, String> behaviour) {
    this.id = id;
    this.behaviour = behaviour;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                KafkaServer.shared().bootstrapServers(),
                "group.id",
                id,
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new StringDeserializer());
    consumer.subscribe(List.of("castellan.module." + id + ".requests.v1"), new Assignment());
    thread = Thread.ofPlatform().daemon().start(this::run);
    awaitListening();
  }

  /** Whoever calls it before it has joined its group may be told that it does not answer. */
  private void awaitListening() {
    try {
      if (!listening.await(1, TimeUnit.MINUTES)) {
        close();
        throw new IllegalStateException("module " + id + " gets no partition of its topic");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Assignment implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      if (!partitions.isEmpty()) {
        listening.countDown();
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      // It is the only member of its group.
    }
  }

  List<JsonNode> requests() {
    return requests;
  }

  /** Whether it gives signs of life. */
  void beat(boolean beats) {
    beating = beats;
  }

  static void say(String json) {
    EventProbe.sendRaw(
        Topics.MODULE_RESULTS, "any", Map.of(), json.getBytes(StandardCharsets.UTF_8));
  }

  static void reply(String module, String token, String members) {
    try {
      ObjectNode reply = (ObjectNode) JSON.readTree(members);
      reply.put("module", module).put("replyToken", token);
      say(reply.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long last = 0;
    try (consumer) {
      while (true) {
        if (beating && System.nanoTime() - last > BEAT.toNanos()) {
          last = System.nanoTime();
          say("{\"module\":\"" + id + "\",\"instance\":\"test\"}");
        }
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          JsonNode request = JSON.readTree(record.value());
          requests.add(request);
          String members = behaviour.apply(request);
          if (members != null) {
            reply(id, request.get("replyToken").asText(), members);
          }
        }
      }
    } catch (WakeupException e) {
      // Closed.
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
