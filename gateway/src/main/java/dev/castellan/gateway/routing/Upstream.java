package dev.castellan.gateway.routing;

import io.quarkus.logging.Log;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One service behind the gateway, with its own connections. */
final class Upstream {

  private static final long BETWEEN_COMPLAINTS = TimeUnit.SECONDS.toNanos(1);

  private final String name;
  private final String origin;
  private final HttpClient client;
  private final RequestOptions target;
  private final AtomicLong quietUntil = new AtomicLong(System.nanoTime());

  /**
   * @param origin scheme, host and port, as the service would write them into a URL of its own
   */
  Upstream(String name, String origin, HttpClient client, RequestOptions target) {
    this.name = name;
    this.origin = origin;
    this.client = client;
    this.target = target;
  }

  /** A request on a pooled connection; nothing has been sent yet. */
  Future<HttpClientRequest> request() {
    return client.request(target);
  }

  /** Whether anything speaks HTTP there; what it says does not matter. */
  Future<Boolean> answers(Duration within) {
    RequestOptions probe = new RequestOptions(target).setTimeout(within.toMillis());
    return client
        .request(probe)
        .compose(HttpClientRequest::send)
        .compose(HttpClientResponse::end)
        .map(true)
        .otherwise(false);
  }

  /** A URL of the service as a path, so that its address never leaves the house. */
  String withoutOrigin(String url) {
    boolean own =
        url.startsWith(origin)
            && url.length() > origin.length()
            && url.charAt(origin.length()) == '/';
    return own ? url.substring(origin.length()) : url;
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
