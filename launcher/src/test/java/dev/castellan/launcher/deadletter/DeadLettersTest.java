package dev.castellan.launcher.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.castellan.launcher.LauncherException;
import dev.castellan.launcher.kafka.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadLettersTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final String topic = "topic-" + UUID.randomUUID();
  private Process broker;
  private String address;
  private DeadLetters letters;

  @BeforeAll
  void startBroker(@TempDir Path folder) throws Exception {
    Path out = folder.resolve("out");
    broker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KafkaBroker.class.getName(),
                "--data-dir",
                folder.resolve("data").toString(),
                "--port",
                "0",
                "--parent",
                Long.toString(ProcessHandle.current().pid()))
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    await().atMost(PATIENCE).until(() -> Files.readString(out).startsWith("ready "));
    address = Files.readString(out).strip().substring("ready ".length());
    letters = new DeadLetters(address, Map.of());
  }

  @AfterAll
  void endBroker() {
    broker.destroyForcibly();
  }

  @Test
  void shouldSpeakToTheBrokerAsItsSettingsSay() {
    DeadLetters strange = new DeadLetters(address, Map.of("security.protocol", "NONSENSE"));
    assertThatThrownBy(strange::topics)
        .isInstanceOf(LauncherException.class)
        .hasStackTraceContaining("NONSENSE");
    assertThat(new DeadLetters(address, Map.of("security.protocol", "PLAINTEXT")).topics())
        .isNotNull();
  }

  @Test
  void shouldShowLettersAndSendEachBackOnceAsItWas() throws Exception {
    createTopics();
    sendDead("one", "k1");
    sendDead("two", "k2");
    sendDead("three", null);

    assertThat(letters.topics()).contains(topic);
    assertThat(described()).hasSize(3);
    assertThat(described().get(1))
        .contains("1  id-two", "castellan.lamp.lit.v1", "key=k2", "2026-11-01T10:00:00Z")
        .contains("from " + topic + "-3@41", "IllegalStateException");

    letters.replay(topic, offset -> offset == 1, sent -> {});
    assertThat(described()).hasSize(2).noneMatch(line -> line.contains("id-two"));

    List<Long> offsets = new ArrayList<>();
    letters.replay(topic + "", any -> true, sent -> offsets.add(sent.offset()));
    assertThat(offsets).containsExactly(0L, 2L);
    assertThat(described()).isEmpty();
    letters.replay(topic, any -> true, sent -> offsets.add(sent.offset()));
    assertThat(offsets).hasSize(2);

    List<ConsumerRecord<String, String>> back = readOriginals(3);
    assertThat(back).extracting(ConsumerRecord::value).containsExactly("two", "one", "three");
    assertThat(back).extracting(ConsumerRecord::key).containsExactly("k2", "k1", null);
    assertThat(headers(back.get(0)))
        .isEqualTo(
            Map.of(
                "ce_id", "id-two",
                "ce_type", "castellan.lamp.lit.v1",
                "ce_time", "2026-11-01T10:00:00Z",
                "content-type", "application/json",
                "traceparent", "00-a-b-01"));
  }

  @Test
  void shouldSayThatATopicIsNotThere() {
    assertThatThrownBy(() -> letters.list("never-made", any -> {}))
        .isInstanceOf(LauncherException.class);
  }

  private List<String> described() {
    List<String> lines = new ArrayList<>();
    letters.list(topic, letter -> lines.add(letter.describe()));
    return lines;
  }

  private void createTopics() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topic, Optional.of(1), Optional.empty()),
                  new NewTopic(topic + DeadLetter.SUFFIX, Optional.of(1), Optional.empty())))
          .all()
          .get(20, TimeUnit.SECONDS);
    }
  }

  /** As the intake of a service writes it. */
  private void sendDead(String value, String key) throws Exception {
    ProducerRecord<String, String> dead =
        new ProducerRecord<>(topic + DeadLetter.SUFFIX, key, value);
    Map<String, String> headers = new HashMap<>();
    headers.put("ce_id", UUID.randomUUID().toString());
    headers.put("ce_type", "castellan.lamp.lit.v1");
    headers.put("content-type", "application/json");
    headers.put("traceparent", "00-a-b-01");
    headers.put("castellan_dlq_ce_id", "id-" + value);
    headers.put("castellan_dlq_event_id", "id-" + value);
    headers.put("castellan_dlq_ce_type", "castellan.lamp.lit.v1");
    headers.put("castellan_dlq_ce_time", "2026-11-01T10:00:00Z");
    headers.put("castellan_dlq_content-type", "application/json");
    headers.put("castellan_dlq_topic", topic);
    headers.put("castellan_dlq_partition", "3");
    headers.put("castellan_dlq_offset", "41");
    headers.put("castellan_dlq_reason", "IllegalStateException");
    headers.forEach(
        (name, text) -> dead.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", address), new StringSerializer(), new StringSerializer())) {
      producer.send(dead).get(20, TimeUnit.SECONDS);
    }
  }

  private List<ConsumerRecord<String, String>> readOriginals(int count) {
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", address),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return records.size() >= count;
              });
    }
    return records;
  }

  private static Map<String, String> headers(ConsumerRecord<?, ?> record) {
    Map<String, String> headers = new HashMap<>();
    record
        .headers()
        .forEach(each -> headers.put(each.key(), new String(each.value(), StandardCharsets.UTF_8)));
    return headers;
  }
}
