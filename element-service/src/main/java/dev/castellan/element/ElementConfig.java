package dev.castellan.element;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of the element service. */
@ConfigMapping(prefix = "castellan.element")
interface ElementConfig {

  /** Most elements that one answer lists; asking for more is refused. */
  @WithDefault("10000")
  int listCap();
}
