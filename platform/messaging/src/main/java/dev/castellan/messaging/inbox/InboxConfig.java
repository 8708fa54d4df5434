package dev.castellan.messaging.inbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long handled events are remembered. */
@ConfigMapping(prefix = "castellan.inbox")
interface InboxConfig {

  /** Longer than any topic keeps its records, or one that is read again has a second effect. */
  @WithDefault("8D")
  Duration keep();
}
