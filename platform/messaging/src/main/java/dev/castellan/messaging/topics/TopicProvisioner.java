package dev.castellan.messaging.topics;

import dev.castellan.contracts.Topic;
import dev.castellan.contracts.Topics;
import io.quarkus.logging.Log;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes the topics of the suite that the broker does not have yet. */
@ApplicationScoped
public class TopicProvisioner {

  private static final int PATIENCE_MILLIS = 20_000;

  private final TopicsConfig config;
  private final Map<String, Object> kafka;

  TopicProvisioner(
      TopicsConfig config, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.config = config;
    this.kafka = kafka;
  }

  /**
   * Returns when every topic exists; does nothing where an operator owns the topics.
   *
   * @throws ExecutionException when the broker refuses or is away
   */
  public void provide() throws ExecutionException, InterruptedException {
    if (!config.create()) {
      return;
    }
    make(Topics.all().stream().flatMap(this::withDeadLetters).toList());
  }

  /**
   * Makes a topic that is not one of the suite's own, unless it is there; does nothing where an
   * operator owns the topics.
   *
   * @param settings of the topic, as the broker names them
   * @throws ExecutionException when the broker refuses or is away
   */
  public void make(String name, int partitions, Map<String, String> settings)
      throws ExecutionException, InterruptedException {
    if (config.create()) {
      make(List.of(topic(name, partitions, settings)));
    }
  }

  /**
   * Removes a topic with all that is on it, if it is there; does nothing where an operator owns the
   * topics.
   *
   * @throws ExecutionException when the broker refuses or is away
   */
  public void remove(String name) throws ExecutionException, InterruptedException {
    if (!config.create()) {
      return;
    }
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(name)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw e;
      }
    }
  }

  private void make(List<NewTopic> topics) throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      for (var outcome : admin.createTopics(topics).values().entrySet()) {
        try {
          outcome.getValue().get();
          Log.debugf("Made topic %s", outcome.getKey());
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof TopicExistsException)) {
            throw e;
          }
        }
      }
    }
  }

  private Admin admin() {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS / 2);
    return Admin.create(settings);
  }

  private Stream<NewTopic> withDeadLetters(Topic topic) {
    NewTopic main = topic(topic.name(), topic.partitions(), settings(topic));
    return topic.cleanup() == Topic.Cleanup.COMPACT
        ? Stream.of(main)
        : Stream.of(
            main, topic(topic.deadLetters(), 1, Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1")));
  }

  private NewTopic topic(String name, int partitions, Map<String, String> settings) {
    Optional<Short> replication =
        config.replication() > 0 ? Optional.of(config.replication()) : Optional.empty();
    return new NewTopic(name, Optional.of(partitions), replication).configs(settings);
  }

  private static Map<String, String> settings(Topic topic) {
    return topic.cleanup() == Topic.Cleanup.COMPACT
        ? Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
        : Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(topic.retention().toMillis()));
  }
}
