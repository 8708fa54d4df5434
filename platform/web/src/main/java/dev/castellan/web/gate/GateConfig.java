package dev.castellan.web.gate;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the gate must know about the process it stands in. */
@ConfigMapping(prefix = "castellan.gate")
interface GateConfig {

  /** Name of this process in the route table; requests for other services do not exist here. */
  String service();

  /** The gateway lets requests for every service through, and knows them under {@code /api} too. */
  @WithDefault("false")
  boolean front();

  /** Largest body of the routes that take files. */
  @WithDefault("100M")
  MemorySize largestBody();
}
