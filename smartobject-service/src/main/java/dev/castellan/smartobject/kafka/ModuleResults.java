package dev.castellan.smartobject.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.ModuleHeartbeat;
import dev.castellan.contracts.smartobject.ModuleReply;
import dev.castellan.messaging.tail.TopicTail;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Hears what external modules say: answers, and that they live. Other words are passed over. */
@ApplicationScoped
class ModuleResults {

  private static final int LARGEST = 512 * 1024;

  /** Names that nobody has registered must not fill the memory. */
  private static final int MOST_SEEN = 1_000;

  private final ObjectMapper mapper;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private volatile Consumer<ModuleReply> onReply = reply -> {};
  private final TopicTail tail;

  ModuleResults(
      @Identifier("default-kafka-broker") Map<String, Object> kafka, ObjectMapper mapper) {
    this.mapper = mapper;
    this.tail = new TopicTail("module-results", kafka, List.of(Topics.MODULE_RESULTS), this::heard);
  }

  void start(@Observes StartupEvent event) {
    tail.start();
  }

  void stop(@Observes ShutdownEvent event) {
    tail.close();
  }

  void onReply(Consumer<ModuleReply> consumer) {
    onReply = consumer;
  }

  /** Waits until no answer can be missed; false when it takes longer. */
  boolean awaitListening(Duration most) throws InterruptedException {
    return tail.await(most);
  }

  /** Modules that have been heard since the last call. */
  Set<String> takeSeen() {
    Set<String> taken = new HashSet<>(seen);
    seen.removeAll(taken);
    return taken;
  }

  /** Takes back what could not be noted. */
  void putBack(Set<String> modules) {
    modules.forEach(this::alive);
  }

  private void heard(ConsumerRecord<String, byte[]> said) {
    if (said.value() == null || said.value().length > LARGEST) {
      return;
    }
    try {
      JsonNode tree = mapper.readTree(said.value());
      if (tree.has("replyToken")) {
        ModuleReply reply = mapper.treeToValue(tree, ModuleReply.class);
        alive(reply.module());
        onReply.accept(reply);
      } else {
        alive(mapper.treeToValue(tree, ModuleHeartbeat.class).module());
      }
    } catch (IOException e) {
      Log.debugf("Not understood: %s-%d@%d", said.topic(), said.partition(), said.offset());
    }
  }

  private void alive(String module) {
    if (module != null && seen.size() < MOST_SEEN) {
      seen.add(module);
    }
  }
}
