package dev.castellan.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;

/**
 * Counts failed logins per login and client address, known login or not, and per login alone. In
 * memory: each replica counts what it sees.
 */
@ApplicationScoped
class LoginThrottle {

  /** Argon2 admits some tens of attempts a second, so no window can hold more pairs than this. */
  private static final int MAX_PAIRS = 100_000;

  /** No more are needed for the longest delay. */
  private static final int MOST_COUNTED = 100;

  private static final Duration STEP = Duration.ofMillis(100);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(2);

  private final int allowed;
  private final Duration window;
  private final InstantSource clock;
  private final Cache<Pair, Deque<Instant>> failures;
  private final Cache<String, Deque<Instant>> failuresOfLogin;

  private record Pair(String login, String address) {}

  @Inject
  LoginThrottle(IdentityConfig config) {
    this(config.throttle().failures(), config.throttle().window(), InstantSource.system());
  }

  LoginThrottle(int allowed, Duration window, InstantSource clock) {
    this.allowed = allowed;
    this.window = window;
    this.clock = clock;
    this.failures = Caffeine.newBuilder().maximumSize(MAX_PAIRS).expireAfterAccess(window).build();
    this.failuresOfLogin =
        Caffeine.newBuilder().maximumSize(MAX_PAIRS).expireAfterAccess(window).build();
  }

  /**
   * @throws ServiceException 429 when this pair has failed too often
   */
  void check(String login, String address) {
    Deque<Instant> times = failures.getIfPresent(pair(login, address));
    if (times == null) {
      return;
    }
    synchronized (times) {
      forgetOld(times);
      if (times.size() >= allowed) {
        Duration wait = Duration.between(clock.instant(), times.peekFirst().plus(window));
        throw new ServiceException(
            ErrorCode.TOO_MANY_REQUESTS,
            "Too many failed logins",
            null,
            Map.of("Retry-After", Long.toString(wait.toSeconds() + 1)));
      }
    }
  }

  /**
   * How long everybody waits who tries this login, from wherever: nothing until it has failed more
   * often than one address may, then longer with each failure. He is slowed down, never locked out.
   */
  Duration slowdown(String login) {
    Deque<Instant> times = failuresOfLogin.getIfPresent(login.toLowerCase(Locale.ROOT));
    if (times == null) {
      return Duration.ZERO;
    }
    synchronized (times) {
      forgetOld(times);
      Duration wanted = STEP.multipliedBy(Math.max(0, times.size() - allowed));
      return wanted.compareTo(LONGEST_DELAY) < 0 ? wanted : LONGEST_DELAY;
    }
  }

  void failed(String login, String address) {
    count(failures.get(pair(login, address), any -> new ArrayDeque<>()));
    count(failuresOfLogin.get(login.toLowerCase(Locale.ROOT), any -> new ArrayDeque<>()));
  }

  private void count(Deque<Instant> times) {
    synchronized (times) {
      forgetOld(times);
      times.addLast(clock.instant());
      if (times.size() > MOST_COUNTED) {
        times.removeFirst();
      }
    }
  }

  void succeeded(String login, String address) {
    failures.invalidate(pair(login, address));
  }

  private void forgetOld(Deque<Instant> times) {
    Instant start = clock.instant().minus(window);
    while (!times.isEmpty() && !times.peekFirst().isAfter(start)) {
      times.removeFirst();
    }
  }

  private static Pair pair(String login, String address) {
    return new Pair(login.toLowerCase(Locale.ROOT), address);
  }
}
