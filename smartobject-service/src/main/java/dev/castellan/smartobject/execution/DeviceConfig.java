package dev.castellan.smartobject.execution;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How real devices are driven. */
@ConfigMapping(prefix = "castellan.devices")
interface DeviceConfig {

  /** How long a caller waits for the end before he is told that it runs on. */
  @WithDefault("10S")
  Duration defaultWait();

  /** Longest wait that {@code Prefer: wait=} can ask for; below the gateway's own time-out. */
  @WithDefault("50S")
  Duration longestWait();

  /** A replica that does not renew its lease on a device for so long has lost it. */
  @WithDefault("10S")
  Duration lease();

  /** How often leases are renewed, and work looked for that nobody does. */
  @WithDefault("1S")
  Duration lookEvery();

  /** An accepted action that nobody has begun to run after so long is anybody's. */
  @WithDefault("2S")
  Duration unstartedPatience();

  /**
   * How long a driver may take for a call whose command does not say when it expires; less than the
   * default wait, so that a caller is told of a time-out.
   */
  @WithDefault("9S")
  Duration timeout();

  /** How long it may take at most, however late the command expires. */
  @WithDefault("1H")
  Duration longestTimeout();

  /** How often an idempotent action is tried when its device cannot be reached. */
  @WithDefault("3")
  int attempts();

  /** Pause before the second attempt; doubles with each further one. */
  @WithDefault("0.2S")
  Duration backoff();

  /** Most calls of drivers that run at once on one replica; further objects wait. */
  @WithDefault("256")
  int running();

  /** An object that has not been driven for so long is let go, unless it is kept up anyway. */
  @WithDefault("10M")
  Duration idle();

  /** How often objects that are to be kept up are looked at, and those edited elsewhere. */
  @WithDefault("1M")
  Duration checkEvery();

  /** Most unfinished actions of one object; further ones are refused. */
  @WithDefault("1000")
  int queuedPerObject();
}
