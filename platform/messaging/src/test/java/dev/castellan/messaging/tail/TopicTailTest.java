package dev.castellan.messaging.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.Topics;
import dev.castellan.testing.EventProbe;
import dev.castellan.testing.KafkaResource;
import dev.castellan.testing.TestTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class TopicTailTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Map<String, Object> kafka =
      Map.of(
          "bootstrap.servers",
          new KafkaResource().start().get("kafka.bootstrap.servers"),
          "group.id",
          "must not matter");

  /** Notes keys; trips over one that is told to be bad. */
  private static final class Notes implements TopicTail.Listener {

    final BlockingQueue<String> keys = new LinkedBlockingQueue<>();

    @Override
    public void heard(ConsumerRecord<String, byte[]> said) {
      if ("bad".equals(said.key())) {
        throw new IllegalStateException("cannot be read");
      }
      keys.add(said.key());
    }

    String next() throws InterruptedException {
      return keys.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  @Test
  void shouldHearEverywhereWhatIsSaidFromNowOn() throws InterruptedException {
    TestTopics.make(Topics.ELEMENT_EVENTS);
    TestTopics.make(Topics.OBJECTTYPE_EVENTS);
    say(Topics.ELEMENT_EVENTS, "before");
    Notes one = new Notes();
    Notes other = new Notes();
    List<String> topics = List.of(Topics.ELEMENT_EVENTS, Topics.OBJECTTYPE_EVENTS);
    try (TopicTail first = new TopicTail("first", kafka, topics, one);
        TopicTail second = new TopicTail("second", kafka, topics, other)) {
      first.start();
      second.start();
      assertThat(first.await(PATIENCE)).isTrue();
      assertThat(second.await(PATIENCE)).isTrue();

      say(Topics.ELEMENT_EVENTS, "element");
      assertThat(one.next()).isEqualTo("element");
      assertThat(other.next()).isEqualTo("element");
      say(Topics.OBJECTTYPE_EVENTS, "bad");
      say(Topics.OBJECTTYPE_EVENTS, "object");
      assertThat(one.next()).isEqualTo("object");
      assertThat(other.next()).isEqualTo("object");
    }
  }

  @Test
  void shouldWaitForATopicThatIsNotThereYet() throws InterruptedException {
    Notes notes = new Notes();
    String topic = "castellan.test." + UUID.randomUUID();
    try (TopicTail tail = new TopicTail("early", kafka, List.of(topic), notes)) {
      tail.start();
      assertThat(tail.await(Duration.ofMillis(300))).isFalse();

      TestTopics.make(topic);

      assertThat(tail.await(PATIENCE)).isTrue();
      say(topic, "late");
      assertThat(notes.next()).isEqualTo("late");
    }
  }

  private static void say(String topic, String key) {
    EventProbe.sendRaw(topic, key, Map.of(), "{}".getBytes(StandardCharsets.UTF_8));
  }
}
