package dev.castellan.gateway.routing;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.core.IntervalFunction;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeUnit;

/**
 * One address of a service, with a circuit breaker. What counts against it: that it takes no
 * connection, does not answer in time, or says 503; whatever else it answers shows that it works.
 * While the breaker is open nobody is sent there; then one request at a time finds out whether it
 * is back.
 */
final class Target {

  private final String origin;
  private final RequestOptions options;
  private final CircuitBreaker breaker;

  /**
   * @param origin scheme, host and port, as the service would write them into a URL of its own
   */
  Target(String origin, RequestOptions options, CircuitBreakerConfig config) {
    this.origin = origin;
    this.options = options;
    this.breaker = CircuitBreaker.of(origin, config);
  }

  /** What breakers of this gateway have in common. */
  static CircuitBreakerConfig settings(ProxyConfig.Breaker config) {
    return CircuitBreakerConfig.custom()
        .slidingWindow(
            config.window(),
            config.least(),
            SlidingWindowType.COUNT_BASED,
            SlidingWindowSynchronizationStrategy.LOCK_FREE)
        .failureRateThreshold(config.failurePercent())
        .waitIntervalFunctionInOpenState(
            IntervalFunction.ofExponentialBackoff(config.pause(), 2.0, config.longestPause()))
        .permittedNumberOfCallsInHalfOpenState(1)
        .build();
  }

  String origin() {
    return origin;
  }

  RequestOptions options() {
    return options;
  }

  /** Whether a request may be sent there; if so, what becomes of it must be told, once. */
  boolean admits() {
    return breaker.tryAcquirePermission();
  }

  boolean isOpen() {
    return breaker.getState() == CircuitBreaker.State.OPEN;
  }

  void works() {
    breaker.onSuccess(0, TimeUnit.NANOSECONDS);
  }

  void fails(Throwable cause) {
    breaker.onError(0, TimeUnit.NANOSECONDS, cause);
  }

  boolean isClosed() {
    return breaker.getState() == CircuitBreaker.State.CLOSED;
  }

  /** Leaves it in peace for a while, whatever came before. */
  void open() {
    breaker.transitionToOpenState();
  }

  /** What became of the request says nothing about the service. */
  void saysNothing() {
    breaker.releasePermission();
  }
}
