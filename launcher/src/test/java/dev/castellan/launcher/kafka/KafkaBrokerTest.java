package dev.castellan.launcher.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.castellan.launcher.state.Ports;
import dev.castellan.launcher.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaBrokerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private Path folder;
  private int port;
  private Process broker;

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    port = new Ports(new StateFolder(folder.resolve("state")).open()).free("kafka");
    broker = launch();
  }

  @AfterAll
  void end() {
    broker.destroyForcibly();
  }

  @Test
  void shouldSayOneLineAndKeepRecordsOverAKill() throws Exception {
    assertThat(output()).containsExactly("ready 127.0.0.1:" + port);
    createTopic("kept");
    send("kept", "before");

    broker.destroyForcibly().waitFor();
    broker = launch();

    assertThat(output()).containsExactly("ready 127.0.0.1:" + port);
    send("kept", "after");
    assertThat(read("kept", 2)).containsExactly("before", "after");
  }

  @Test
  void shouldCreateNoTopicUnasked() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port))) {
      assertThat(
              admin
                  .describeTopics(List.of("never-created"))
                  .topicNameValues()
                  .get("never-created")
                  .toCompletionStage())
          .failsWithin(Duration.ofSeconds(10))
          .withThrowableThat()
          .withCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }
  }

  @Test
  void shouldEndWithItsParent() throws Exception {
    Process parent = new ProcessBuilder("sleep", "60").start();
    Process child =
        start(
            folder.resolve("child"),
            0,
            folder.resolve("child.out"),
            "--parent",
            Long.toString(parent.pid()));
    try {
      await().atMost(PATIENCE).until(() -> Files.size(folder.resolve("child.out")) > 0);

      parent.destroyForcibly();

      assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      parent.destroyForcibly();
      child.destroyForcibly();
    }
  }

  private Process launch() throws IOException {
    Process process = start(folder.resolve("data"), port, folder.resolve("out"));
    KafkaProbe probe = new KafkaProbe("127.0.0.1", port);
    await().atMost(PATIENCE).until(() -> !output().isEmpty() && probe.isReady());
    return process;
  }

  private static Process start(Path data, int port, Path out, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(KafkaBroker.class.getName());
    command.addAll(List.of("--data-dir", data.toString(), "--port", Integer.toString(port)));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectOutput(out.toFile())
        .redirectError(out.resolveSibling(out.getFileName() + ".err").toFile())
        .start();
  }

  private List<String> output() throws IOException {
    return Files.readAllLines(folder.resolve("out"));
  }

  private void createTopic(String name) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port))) {
      admin
          .createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty())))
          .all()
          .get(20, TimeUnit.SECONDS);
    }
  }

  private void send(String topic, String value) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", "127.0.0.1:" + port, "acks", "all");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, value)).get(20, TimeUnit.SECONDS);
    }
  }

  private List<String> read(String topic, int count) {
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", "127.0.0.1:" + port),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                for (ConsumerRecord<String, String> record :
                    consumer.poll(Duration.ofMillis(200))) {
                  values.add(record.value());
                }
                return values.size() >= count;
              });
    }
    return values;
  }
}
