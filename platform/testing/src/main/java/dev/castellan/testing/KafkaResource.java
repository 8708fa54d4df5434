package dev.castellan.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Connects the service under test to the JVM's Kafka broker. */
public final class KafkaResource implements QuarkusTestResourceLifecycleManager {

  @Override
  public Map<String, String> start() {
    return start(KafkaServer.shared().port());
  }

  /**
   * @param port where the service reaches the broker, directly or through a cable
   */
  Map<String, String> start(int port) {
    return Map.of(
        "kafka.bootstrap.servers",
        "127.0.0.1:" + port,
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
