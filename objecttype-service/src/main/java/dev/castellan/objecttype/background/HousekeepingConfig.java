package dev.castellan.objecttype.background;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Work in the background. */
@ConfigMapping(prefix = "castellan.housekeeping")
interface HousekeepingConfig {

  /** Pause between two looks at what is to be done; a change of the schema is looked at at once. */
  @WithDefault("1M")
  Duration every();

  /** Rows of one transaction. */
  @WithDefault("1000")
  int chunk();
}
