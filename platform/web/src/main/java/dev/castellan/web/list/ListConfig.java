package dev.castellan.web.list;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much one list may answer and cost. */
@ConfigMapping(prefix = "castellan.list")
interface ListConfig {

  /** Most rows of a list that is asked for without {@code limit}. */
  @WithDefault("10000")
  int cap();

  /** Longest that one statement may run. */
  @WithDefault("10S")
  Duration timeout();
}
