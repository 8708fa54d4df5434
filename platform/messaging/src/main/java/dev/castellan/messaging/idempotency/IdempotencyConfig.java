package dev.castellan.messaging.idempotency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a key is good for. */
@ConfigMapping(prefix = "castellan.idempotency")
interface IdempotencyConfig {

  /** After so long a key is as good as new. */
  @WithDefault("24H")
  Duration keep();
}
