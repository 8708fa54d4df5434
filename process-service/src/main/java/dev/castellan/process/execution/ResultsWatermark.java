package dev.castellan.process.execution;

import dev.castellan.contracts.Topics;
import io.quarkus.logging.Log;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Tells up to which moment all results on the topic have been handled. After an outage the results
 * of minutes may lie on the broker: nothing must be given up for silence before they are read.
 */
@ApplicationScoped
class ResultsWatermark {

  private final Map<String, Object> kafka;
  private final String group;
  private Admin admin;
  private Instant settledUpTo = Instant.EPOCH;
  private Instant takenAt;
  private Map<TopicPartition, Long> ends;

  ResultsWatermark(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      @ConfigProperty(name = "mp.messaging.incoming.results.group.id") String group) {
    this.kafka = kafka;
    this.group = group;
  }

  @PreDestroy
  synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ofSeconds(1));
    }
  }

  /**
   * Looks again. Notes where the topic ends, and once the group has come so far, the moment of that
   * note is settled; so it moves even while results keep coming.
   *
   * @return every result produced before this moment has been handled, by whichever replica
   */
  synchronized Instant settledUpTo() {
    try {
      if (ends == null) {
        Instant moment = ExecutionEngine.now();
        ends = ends();
        takenAt = moment;
      }
      Map<TopicPartition, OffsetAndMetadata> done =
          admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      if (ends.entrySet().stream().allMatch(end -> reached(done, end))) {
        settledUpTo = takenAt;
        ends = null;
      }
    } catch (ExecutionException | KafkaException e) {
      Log.debugf("The end of the results is not known: %s", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return settledUpTo;
  }

  private static boolean reached(
      Map<TopicPartition, OffsetAndMetadata> done, Map.Entry<TopicPartition, Long> end) {
    OffsetAndMetadata offset = done.get(end.getKey());
    return offset != null && offset.offset() >= end.getValue();
  }

  /** Where each partition ends; one without records has nothing to be handled. */
  private Map<TopicPartition, Long> ends() throws ExecutionException, InterruptedException {
    String topic = Topics.SMARTOBJECT_RESULTS;
    List<TopicPartition> partitions =
        admin()
            .describeTopics(List.of(topic))
            .allTopicNames()
            .get()
            .get(topic)
            .partitions()
            .stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    Map<TopicPartition, Long> first = offsets(partitions, OffsetSpec.earliest());
    Map<TopicPartition, Long> last = offsets(partitions, OffsetSpec.latest());
    last.keySet().removeIf(partition -> last.get(partition).equals(first.get(partition)));
    return last;
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked =
        partitions.stream().collect(Collectors.toMap(each -> each, each -> which));
    Map<TopicPartition, Long> found = new HashMap<>();
    admin().listOffsets(asked).all().get().forEach((p, info) -> found.put(p, info.offset()));
    return found;
  }

  private Admin admin() {
    if (admin == null) {
      Map<String, Object> settings = new HashMap<>(kafka);
      settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
      settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
      admin = Admin.create(settings);
    }
    return admin;
  }
}
