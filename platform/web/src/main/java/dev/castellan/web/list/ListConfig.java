package dev.castellan.web.list;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much one list may answer and cost. */
@ConfigMapping(prefix = "castellan.list")
interface ListConfig {

  /** Most rows of a list that is asked for without {@code limit}. */
  @WithDefault("10000")
  int cap();

  /** Most memory that the rows of one answer may take, of those that say what they take. */
  @WithDefault("16M")
  MemorySize bytes();

  /** Longest that one statement may run. */
  @WithDefault("10S")
  Duration timeout();
}
