package dev.castellan.smartobject.outbound;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where devices may be, and how much they may answer. */
@ConfigMapping(prefix = "castellan.outbound")
interface OutboundConfig {

  /** Host names, addresses and ranges such as 127.0.0.0/8 that are allowed although forbidden. */
  Optional<List<String>> allow();

  /** Longest time to build up a connection, TLS included. */
  @WithDefault("3S")
  Duration connectTimeout();

  /** Largest body of an answer. */
  @WithDefault("1M")
  MemorySize maxResponse();

  /** Largest head of an answer. */
  @WithDefault("16K")
  MemorySize maxHeader();

  /** Most connections to one address at once; further calls wait. */
  @WithDefault("256")
  int connectionsPerAddress();
}
