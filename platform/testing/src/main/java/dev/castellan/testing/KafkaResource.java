package dev.castellan.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Connects the service under test to the JVM's Kafka broker. */
public final class KafkaResource implements QuarkusTestResourceLifecycleManager {

  @Override
  public Map<String, String> start() {
    return Map.of(
        "kafka.bootstrap.servers",
        KafkaServer.shared().bootstrapServers(),
        // Each client prints its hundred settings when it is made.
        "quarkus.log.category.\"org.apache.kafka\".level",
        "WARN");
  }

  /** The broker and its topics stay for the next application of this JVM. */
  @Override
  public void stop() {
    // Nothing of its own to end.
  }
}
