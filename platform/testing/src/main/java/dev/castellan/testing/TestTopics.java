package dev.castellan.testing;

import dev.castellan.contracts.Topic;
import dev.castellan.contracts.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes topics before the service under test would. */
public final class TestTopics {

  private TestTopics() {}

  /**
   * Makes a topic: one of the suite as its definition says, any other with one partition. An
   * existing one stays as it is.
   */
  public static void make(String name) {
    Optional<Topic> topic =
        Topics.all().stream().filter(each -> each.name().equals(name)).findFirst();
    boolean compact = topic.filter(each -> each.cleanup() == Topic.Cleanup.COMPACT).isPresent();
    String cleanup =
        compact ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE;
    NewTopic definition =
        new NewTopic(name, topic.map(Topic::partitions).or(() -> Optional.of(1)), Optional.empty())
            .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup));
    try (Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                KafkaServer.shared().bootstrapServers()))) {
      admin.createTopics(List.of(definition)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException("topic " + name + " could not be made", e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
