package dev.castellan.messaging.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.castellan.contracts.Topics;
import dev.castellan.messaging.topics.TopicProvisioner;
import dev.castellan.testing.Backends;
import dev.castellan.testing.KafkaServer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class DirectTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @Inject DirectSender sender;
  @Inject TopicProvisioner topics;

  @Inject
  @Identifier("default-kafka-broker")
  Map<String, Object> kafka;

  private final List<String> heard = new CopyOnWriteArrayList<>();

  @Test
  void shouldHearWhatIsSaidSinceItListensAndGoOnBehindAFailure() throws Exception {
    say("before");
    try (DirectListener listener =
        new DirectListener(
            Topics.MODULE_RESULTS,
            kafka,
            topics,
            said -> {
              String text = new String(said.value(), StandardCharsets.UTF_8);
              heard.add(text);
              if (text.equals("bad")) {
                throw new IllegalStateException("not understood");
              }
            })) {
      assertThat(listener.awaitListening(SOON)).isTrue();
      say("bad");
      say("good");
      await().atMost(SOON).until(() -> heard.contains("good"));
      assertThat(heard).containsExactly("bad", "good");
    }
  }

  @Test
  void shouldMakeAndRemoveATopicAndTellWhenASayingIsLost() throws Exception {
    String topic = "castellan.module.t" + UUID.randomUUID() + ".requests.v1";
    topics.make(topic, 2, Map.of("retention.ms", "60000"));
    topics.make(topic, 2, Map.of());
    sender.send(topic, "key", new byte[] {1}).get(10, TimeUnit.SECONDS);
    topics.remove(topic);
    topics.remove(topic);
    await().atMost(SOON).until(() -> !names().contains(topic));
    assertThatThrownBy(() -> sender.send(topic, "key", new byte[2 << 20]).get())
        .as("larger than a request may be")
        .hasMessageContaining("larger");
  }

  private void say(String text) throws Exception {
    sender
        .send(Topics.MODULE_RESULTS, "same", text.getBytes(StandardCharsets.UTF_8))
        .get(10, TimeUnit.SECONDS);
  }

  private static java.util.Set<String> names() throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", KafkaServer.shared().bootstrapServers()))) {
      return admin.listTopics().names().get();
    }
  }
}
