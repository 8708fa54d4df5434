package dev.castellan.messaging.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How old rows are deleted. */
@ConfigMapping(prefix = "castellan.retention")
interface RetentionConfig {

  /** Pause between two rounds. */
  @WithDefault("10M")
  Duration every();

  /** Rows of one transaction. */
  @WithDefault("1000")
  int chunk();
}
