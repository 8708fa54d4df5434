package dev.castellan.smartobject.kafka;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How external modules are watched. */
@ConfigMapping(prefix = "castellan.modules.external")
interface ExternalConfig {

  /** A module that has given no sign of life for so long is thought dead. */
  @WithDefault("15S")
  Duration patience();

  /** How often a replica looks who is alive, and what others have registered. */
  @WithDefault("1S")
  Duration lookEvery();

  /** Most modules that can be registered; each has a topic. */
  @WithDefault("100")
  int most();

  /** Partitions of a module's topic: how many of its processes can share the work. */
  @WithDefault("3")
  int partitions();

  /** How long its requests stay on its topic, where secrets are in clear. */
  @WithDefault("10M")
  Duration requestsKept();
}
