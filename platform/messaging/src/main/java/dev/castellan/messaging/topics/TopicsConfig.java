package dev.castellan.messaging.topics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether and how missing topics are made at start. */
@ConfigMapping(prefix = "castellan.topics")
interface TopicsConfig {

  /** Off in clusters where an operator owns the topics. */
  @WithDefault("true")
  boolean create();

  /** Copies of each partition; -1 leaves it to the broker. */
  @WithDefault("-1")
  short replication();
}
