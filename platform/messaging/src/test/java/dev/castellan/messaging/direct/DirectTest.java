package dev.castellan.messaging.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.castellan.messaging.topics.TopicProvisioner;
import dev.castellan.testing.Backends;
import dev.castellan.testing.KafkaServer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class DirectTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  @Inject DirectSender sender;
  @Inject TopicProvisioner topics;

  @Test
  void shouldMakeAndRemoveATopicAndTellWhenASayingIsLost() throws Exception {
    String topic = "castellan.module.t" + UUID.randomUUID() + ".requests.v1";
    topics.make(topic, 2, Map.of("retention.ms", "60000"));
    topics.make(topic, 2, Map.of());
    // It gives up soon, and a topic made a moment ago may not be known everywhere yet.
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(sender.send(topic, "key", new byte[] {1}))
                    .succeedsWithin(Duration.ofSeconds(10)));
    assertThatThrownBy(() -> sender.send(topic, "key", new byte[2 << 20]).get())
        .as("larger than a request may be")
        .hasMessageContaining("larger");
    topics.remove(topic);
    topics.remove(topic);
    await().atMost(SOON).until(() -> !names().contains(topic));
  }

  private static Set<String> names() throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", KafkaServer.shared().bootstrapServers()))) {
      return admin.listTopics().names().get();
    }
  }
}
