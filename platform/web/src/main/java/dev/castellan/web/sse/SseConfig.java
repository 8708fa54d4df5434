package dev.castellan.web.sse;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of event streams. */
@ConfigMapping(prefix = "castellan.sse")
interface SseConfig {

  /** Streams of this process. */
  @WithDefault("4000")
  int streams();

  /** Streams of one user at this process. */
  @WithDefault("1000")
  int streamsPerUser();

  /** A comment is sent after so long a silence, so that nobody in between takes it for death. */
  @WithDefault("15S")
  Duration heartbeat();

  /** How often it is looked whether a viewer may still look. */
  @WithDefault("200MS")
  Duration checkEvery();
}
