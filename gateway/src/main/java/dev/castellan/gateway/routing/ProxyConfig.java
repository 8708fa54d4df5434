package dev.castellan.gateway.routing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How services are talked to. */
@ConfigMapping(prefix = "castellan.proxy")
interface ProxyConfig {

  @WithDefault("2S")
  Duration connectTimeout();

  /** Connections per service; each stream of server-sent events holds one. */
  @WithDefault("1000")
  int connections();

  /** Requests per service that may wait for a connection; beyond it they are answered 503. */
  @WithDefault("1000")
  int waiting();

  /** Shorter than the services' own idle time-out, so that no request meets a closing socket. */
  @WithDefault("30S")
  Duration keepAlive();

  /**
   * A connection on which nothing moves is closed after this time, in mid-answer too; longer than
   * that of the public port, which says so first.
   */
  @WithDefault("90S")
  Duration idleTimeout();

  /** How long the answer to a stream may take to begin; other routes have their own time. */
  @WithDefault("30S")
  Duration streamStart();

  /** No request is waited for longer, whatever its route says. */
  @WithDefault("10M")
  Duration maxWait();

  /** Bytes a second that a client must send on average; looked at after ten seconds. */
  @WithDefault("256")
  long leastBytesPerSecond();

  Breaker breaker();

  /** When a service, or one of its addresses, is left in peace. */
  interface Breaker {

    /** Requests that are looked back at. */
    @WithDefault("40")
    int window();

    /** Fewer than this many decide nothing. */
    @WithDefault("20")
    int least();

    /** Share of failures from which on nobody is sent there. */
    @WithDefault("50")
    float failurePercent();

    /** How long nobody is sent there, at first; each time in a row it is twice as long. */
    @WithDefault("1S")
    Duration pause();

    @WithDefault("30S")
    Duration longestPause();
  }
}
