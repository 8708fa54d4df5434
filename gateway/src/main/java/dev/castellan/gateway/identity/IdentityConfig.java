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

  /** Whether anybody may log in with a password; off where an external provider knows the users. */
  @WithDefault("true")
  boolean passwordLogins();

  Passwords passwords();

  Keys keys();

  ApiKeys apiKeys();

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

  /** Keys that sign tokens. */
  interface Keys {

    /** How long a key signs. */
    @WithDefault("30D")
    Duration life();

    /** How long a key is published before it signs; verifiers look every 30 s at most. */
    @WithDefault("2M")
    Duration publishBefore();

    /** How often it is looked whether something is due, or was done by another replica. */
    @WithDefault("10S")
    Duration lookEvery();
  }

  /** Keys of programs. */
  interface ApiKeys {

    /** Life of the token that a key is swapped for. */
    @WithDefault("5M")
    Duration tokenLife();

    /** Swaps that may wait at the same time; beyond it requests are answered 503. */
    @WithDefault("200")
    int waiting();
  }
}
