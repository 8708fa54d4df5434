package dev.castellan.gateway.limits;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/**
 * Limits of request rates, as {@code number/period}: {@code 600/1M}. A rate class (read, write,
 * execute, login) that is not named has none.
 */
@ConfigMapping(prefix = "castellan.limits")
interface LimitsConfig {

  /** By rate class: what each user may ask; who has no token counts by his address. */
  Map<String, String> user();

  /** By name of a profile and rate class: what all of its users together may ask. */
  Map<String, Map<String, String>> profile();

  /** Requests that may be worked on at the same time, streams apart; beyond it: 503. */
  @WithDefault("4000")
  int inFlight();

  /** How long the head of a request may take to arrive, from its first byte. */
  @WithDefault("10S")
  Duration headTimeout();

  /** Streams that may be open at the same time. */
  @WithDefault("4000")
  int streams();
}
