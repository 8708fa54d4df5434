package dev.castellan.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Where the time of one execution of one step goes. Each event says in {@code ce_time} when it was
 * appended to its transaction, and a consumer of our own sees when it was to be had from the
 * broker; between those moments and the client's own clock lie the hops.
 */
final class HopTable {

  private static final List<String> NAMES =
      List.of(
          "request through the gateway, accepted in process-service, up to its commit",
          "commit and relay: command",
          "broker: command",
          "consumer, inbox, device and records in smartobject-service, up to its commit",
          "commit and relay: result",
          "broker: result",
          "consumer, inbox and execution in process-service, up to its commit",
          "commit, waking the caller, answer through the gateway");

  private final HttpConnection connection;
  private final byte[] request;
  private final KafkaConsumer<String, byte[]> consumer;

  HopTable(HttpConnection connection, byte[] request, String kafka) {
    this.connection = connection;
    this.request = request;
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka, "fetch.max.wait.ms", 1_000),
            new StringDeserializer(),
            new ByteArrayDeserializer());
  }

  /** Runs executions one after the other and prints the median of each hop. */
  void print(int executions) throws IOException {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic :
        List.of(
            "castellan.smartobject.commands.v1",
            "castellan.smartobject.results.v1",
            "castellan.process.events.v1")) {
      consumer
          .partitionsFor(topic)
          .forEach(each -> partitions.add(new TopicPartition(topic, each.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    List<List<Double>> hops = new ArrayList<>();
    NAMES.forEach(name -> hops.add(new ArrayList<>()));
    List<Double> whole = new ArrayList<>();
    for (int i = 0; i < executions; i++) {
      one(hops, whole);
    }
    System.out.println("| hop | median ms | share |");
    System.out.println("|---|---|---|");
    for (int i = 0; i < hops.size(); i++) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %.2f | %.0f %% |%n",
          NAMES.get(i),
          median(hops.get(i)),
          100 * median(hops.get(i)) / median(whole));
    }
    System.out.printf(Locale.ROOT, "| whole | %.2f | |%n", median(whole));
    consumer.close();
  }

  private void one(List<List<Double>> hops, List<Double> whole) throws IOException {
    Map<String, Moment> seen = new HashMap<>();
    Instant sent = Instant.now();
    // The consumer is read by this thread, so the request is sent by another.
    HttpConnection.Answer[] answer = new HttpConnection.Answer[1];
    Instant[] answered = new Instant[1];
    Thread client =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    answer[0] = connection.send(request);
                    answered[0] = Instant.now();
                  } catch (IOException e) {
                    answered[0] = Instant.EPOCH;
                  }
                });
    Instant end = sent.plusSeconds(10);
    while (seen.size() < 3 && Instant.now().isBefore(end)) {
      consumer.poll(Duration.ofMillis(500)).forEach(record -> note(record, seen));
    }
    try {
      client.join();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    if (seen.size() < 3 || answer[0] == null || answer[0].status() != 200) {
      throw new IOException("an execution did not go as it should");
    }
    Moment command = seen.get("commands");
    Moment result = seen.get("results");
    Moment executed = seen.get("events");
    List<Instant> moments =
        List.of(
            sent,
            command.said,
            command.sent,
            command.seen,
            result.said,
            result.sent,
            result.seen,
            executed.said,
            answered[0]);
    for (int i = 0; i < hops.size(); i++) {
      hops.get(i).add(ChronoUnit.NANOS.between(moments.get(i), moments.get(i + 1)) / 1e6);
    }
    whole.add(ChronoUnit.NANOS.between(sent, answered[0]) / 1e6);
  }

  /**
   * @param said when it was appended to its transaction
   * @param sent when the relay gave it to the broker, cut to the millisecond, so half of one is
   *     added
   * @param seen when a consumer had it
   */
  private record Moment(Instant said, Instant sent, Instant seen) {}

  private static void note(ConsumerRecord<String, byte[]> polled, Map<String, Moment> seen) {
    byte[] said = polled.headers().lastHeader("ce_time").value();
    seen.putIfAbsent(
        polled.topic().split("\\.")[2],
        new Moment(
            Instant.parse(new String(said, StandardCharsets.UTF_8)),
            Instant.ofEpochMilli(polled.timestamp()).plusNanos(500_000),
            Instant.now()));
  }

  private static double median(List<Double> values) {
    Collections.sort(values);
    return values.get(values.size() / 2);
  }
}
