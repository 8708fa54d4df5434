package dev.castellan.objecttype.schema;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the schema may grow to. */
@ConfigMapping(prefix = "castellan.schema")
interface SchemaConfig {

  /**
   * Indexes of all types from which on no property can be made orderable. Every writer has to open
   * them all.
   */
  @WithDefault("200")
  int mostIndexes();
}
