package dev.castellan.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The yardstick beside every execution figure: a request and its reply through the same broker and
 * nothing else, {@code acks=all}, idempotent producer, one record each way.
 */
final class KafkaEcho {

  private static final String REQUESTS = "castellan.benchmark.requests";
  private static final String REPLIES = "castellan.benchmark.replies";

  private final Map<String, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();
  private final String kafka;
  private volatile boolean running = true;

  KafkaEcho(String kafka) {
    this.kafka = kafka;
  }

  /** Answers the rate of the last number of callers. */
  double print(int[] callers, Duration window) throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      admin
          .createTopics(
              List.of(new NewTopic(REQUESTS, 1, (short) 1), new NewTopic(REPLIES, 1, (short) 1)))
          .all()
          .get();
      Thread echo = Thread.ofPlatform().start(() -> relay(REQUESTS, this::reply));
      Thread answers = Thread.ofPlatform().start(() -> relay(REPLIES, this::answer));
      run(callers[callers.length - 1], window);
      System.out.println("| Kafka request and reply alone, in flight | per second | p50 ms |");
      System.out.println("|---|---|---|");
      double rate = 0;
      for (int each : callers) {
        List<Double> latencies = run(each, window);
        rate = latencies.size() / (double) window.toSeconds();
        Collections.sort(latencies);
        System.out.printf(
            Locale.ROOT, "| %d | %.0f | %.2f |%n", each, rate, latencies.get(latencies.size() / 2));
      }
      running = false;
      echo.join();
      answers.join();
      admin.deleteTopics(List.of(REQUESTS, REPLIES)).all().get();
      return rate;
    }
  }

  private List<Double> run(int callers, Duration window) throws InterruptedException {
    List<Double> latencies = Collections.synchronizedList(new ArrayList<>());
    long end = System.nanoTime() + window.toNanos();
    try (Producer<String, String> producer = producer()) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        String key = "caller-" + i;
        threads.add(Thread.ofPlatform().start(() -> call(producer, key, end, latencies)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    return latencies;
  }

  private void call(
      Producer<String, String> producer, String key, long end, List<Double> latencies) {
    while (System.nanoTime() < end) {
      long begin = System.nanoTime();
      CompletableFuture<Void> reply = new CompletableFuture<>();
      waiting.put(key, reply);
      producer.send(new ProducerRecord<>(REQUESTS, key, "x".repeat(300)));
      reply.join();
      latencies.add((System.nanoTime() - begin) / 1e6);
    }
  }

  private interface Handler {
    void take(Producer<String, String> producer, String key, String value);
  }

  private void reply(Producer<String, String> producer, String key, String value) {
    producer.send(new ProducerRecord<>(REPLIES, key, value));
  }

  private void answer(Producer<String, String> producer, String key, String value) {
    waiting.get(key).complete(null);
  }

  private void relay(String topic, Handler handler) {
    try (Consumer<String, String> consumer =
            new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka),
                new StringDeserializer(),
                new StringDeserializer());
        Producer<String, String> producer = producer()) {
      List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (running) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(record -> handler.take(producer, record.key(), record.value()));
      }
    }
  }

  private Producer<String, String> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka, "acks", "all", "linger.ms", 0),
        new StringSerializer(),
        new StringSerializer());
  }
}
