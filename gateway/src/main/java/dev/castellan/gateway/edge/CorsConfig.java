package dev.castellan.gateway.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which web pages of other origins may call the suite; none until they are named. */
@ConfigMapping(prefix = "castellan.cors")
interface CorsConfig {

  /** {@code https://panel.example.org}, or {@code *} for all. */
  Optional<List<String>> origins();

  /** How long a browser may remember what it was told. */
  @WithDefault("10M")
  Duration maxAge();
}
