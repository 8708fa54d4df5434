package dev.castellan.gateway.routing;

import io.quarkus.logging.Log;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One service behind the gateway, with its own connections. Where it has several addresses,
 * requests go to them in turn; one that takes no connection is passed over for a while.
 */
final class Upstream {

  private static final long PASSED_OVER = TimeUnit.SECONDS.toNanos(1);
  private static final long BETWEEN_COMPLAINTS = TimeUnit.SECONDS.toNanos(1);

  private final String name;
  private final HttpClient client;
  private final List<Target> targets;
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicLong quietUntil = new AtomicLong(System.nanoTime());

  /** One address of the service. */
  static final class Target {

    private final String origin;
    private final RequestOptions options;
    private volatile long passedOverUntil = System.nanoTime();

    /**
     * @param origin scheme, host and port, as the service would write them into a URL of its own
     */
    Target(String origin, RequestOptions options) {
      this.origin = origin;
      this.options = options;
    }

    boolean passedOver() {
      return System.nanoTime() - passedOverUntil < 0;
    }

    void passOver() {
      passedOverUntil = System.nanoTime() + PASSED_OVER;
    }
  }

  Upstream(String name, HttpClient client, List<Target> targets) {
    this.name = name;
    this.client = client;
    this.targets = targets;
  }

  /**
   * A request on a pooled connection; nothing has been sent yet, which is why another address may
   * be tried whatever the method.
   */
  Future<HttpClientRequest> request() {
    int first = Math.floorMod(turn.getAndIncrement(), targets.size());
    for (int i = 0; i < targets.size(); i++) {
      int place = (first + i) % targets.size();
      if (!targets.get(place).passedOver()) {
        return request(place, targets.size() - 1);
      }
    }
    return request(first, targets.size() - 1);
  }

  private Future<HttpClientRequest> request(int place, int others) {
    Target target = targets.get(place);
    Future<HttpClientRequest> request = client.request(target.options);
    if (others == 0) {
      return request;
    }
    return request.recover(
        refused -> {
          target.passOver();
          return request((place + 1) % targets.size(), others - 1);
        });
  }

  /** Whether anything speaks HTTP there; what it says does not matter. */
  Future<Boolean> answers(Duration within) {
    return request()
        .map(probe -> probe.idleTimeout(within.toMillis()))
        .compose(HttpClientRequest::send)
        .compose(HttpClientResponse::end)
        .map(true)
        .otherwise(false);
  }

  /** A URL of the service as a path, so that its address never leaves the house. */
  String withoutOrigin(String url) {
    for (Target target : targets) {
      int length = target.origin.length();
      if (url.startsWith(target.origin) && url.length() > length && url.charAt(length) == '/') {
        return url.substring(length);
      }
    }
    return url;
  }

  /** Logs what is wrong with the service, once a second at most: there may be many requests. */
  void complain(String request, Throwable cause) {
    long now = System.nanoTime();
    long until = quietUntil.get();
    if (now - until >= 0 && quietUntil.compareAndSet(until, now + BETWEEN_COMPLAINTS)) {
      Log.warnf("%s failed %s: %s", name, request, cause.toString());
    }
  }
}
