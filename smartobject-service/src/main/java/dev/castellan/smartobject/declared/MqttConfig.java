package dev.castellan.smartobject.declared;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How brokers of MQTT are reached. */
@ConfigMapping(prefix = "castellan.mqtt")
interface MqttConfig {

  /** Longest time to connect, TLS and the greeting of MQTT each. */
  @WithDefault("3S")
  Duration connectTimeout();

  /** After so long without a word the broker is asked whether it lives. */
  @WithDefault("30S")
  Duration keepAlive();

  /** Largest message that is taken. */
  @WithDefault("1M")
  MemorySize maxMessage();
}
