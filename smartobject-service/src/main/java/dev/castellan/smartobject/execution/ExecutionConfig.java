package dev.castellan.smartobject.execution;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the history of actions is kept. */
@ConfigMapping(prefix = "castellan.executions")
interface ExecutionConfig {

  /** An execution that ended so long ago is forgotten. */
  @WithDefault("30D")
  Duration keep();

  /** Newest ended executions of one object that are kept, however young the others are. */
  @WithDefault("1000")
  int keepPerObject();
}
