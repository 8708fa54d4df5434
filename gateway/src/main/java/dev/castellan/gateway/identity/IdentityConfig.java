package dev.castellan.gateway.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long tokens live, and how much work logins may cause. */
@ConfigMapping(prefix = "castellan.identity")
interface IdentityConfig {

  /** Life of an access token; also the longest a revocation can go unnoticed without Kafka. */
  @WithDefault("15M")
  Duration accessTokenLife();

  /** Life of a refresh token that is not used. */
  @WithDefault("30D")
  Duration refreshTokenLife();

  Passwords passwords();

  Throttle throttle();

  /** Cost of an Argon2id hash (RFC 9106); the defaults are what OWASP recommends. */
  interface Passwords {

    @WithDefault("19456")
    int memoryKib();

    @WithDefault("2")
    int iterations();

    @WithDefault("1")
    int parallelism();

    /** Hashes worked on at the same time; each takes a core and {@link #memoryKib()}. */
    @WithDefault("2")
    int atOnce();

    /** Hashes that may wait; beyond it a login is answered 503 rather than late. */
    @WithDefault("16")
    int waiting();
  }

  /** Failed logins per login and client address. */
  interface Throttle {

    @WithDefault("5")
    int failures();

    @WithDefault("5M")
    Duration window();
  }
}
