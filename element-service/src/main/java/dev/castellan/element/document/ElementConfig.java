package dev.castellan.element.document;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of the element service. */
@ConfigMapping(prefix = "castellan.element")
public interface ElementConfig {

  /** Most elements that one answer lists; asking for more is refused. */
  @WithDefault("10000")
  int listCap();

  /** Largest body in JSON. */
  @WithDefault("4M")
  MemorySize jsonLimit();
}
