package dev.castellan.messaging.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the relay works. */
@ConfigMapping(prefix = "castellan.outbox")
interface OutboxConfig {

  /** How often rows are looked for that a crash or another replica left. */
  @WithDefault("1S")
  Duration sweepEvery();

  /**
   * How long sent rows are gathered before they are deleted together. An event that waits for one
   * of the same key sent by another replica waits as long.
   */
  @WithDefault("0.02S")
  Duration deleteEvery();

  /** A relay that has not been seen for so long is dead, and its rows are taken over. */
  @WithDefault("10S")
  Duration relayDeadAfter();

  /** Largest number of rows kept in memory; beyond it they wait in the database. */
  @WithDefault("20000")
  int queueSize();

  /** Largest event, in bytes; the broker would refuse a larger one for ever. */
  @WithDefault("900000")
  int maxEventBytes();
}
