package dev.castellan.gateway.routing;

import io.quarkus.logging.Log;
import io.vertx.core.Future;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One service behind the gateway, with its own connections. Where it has several addresses,
 * requests go to them in turn; one that fails is passed over for a while.
 */
final class Upstream {

  private static final long BETWEEN_COMPLAINTS = TimeUnit.SECONDS.toNanos(1);

  private final String name;
  private final HttpClient client;
  private final List<Target> targets;
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicLong quietUntil = new AtomicLong(System.nanoTime());

  Upstream(String name, HttpClient client, List<Target> targets) {
    this.name = name;
    this.client = client;
    this.targets = targets;
  }

  /**
   * A request on a pooled connection; nothing has been sent yet, which is why another address may
   * be tried whatever the method.
   *
   * @return fails with {@link CircuitOpen} when no address may be tried
   */
  Future<Call> call() {
    return call(Math.floorMod(turn.getAndIncrement(), targets.size()), targets.size());
  }

  private Future<Call> call(int first, int tries) {
    for (int i = 0; i < tries; i++) {
      Target target = targets.get((first + i) % targets.size());
      if (target.admits()) {
        int next = first + i + 1;
        int left = tries - i - 1;
        return client
            .request(target.options())
            .map(request -> new Call(request, this, target))
            .recover(cause -> refused(target, cause, next, left));
      }
    }
    return Future.failedFuture(new CircuitOpen());
  }

  private Future<Call> refused(Target target, Throwable cause, int next, int left) {
    if (cause instanceof ConnectionPoolTooBusyException) {
      target.saysNothing();
      return Future.failedFuture(cause);
    }
    doesNotAnswer(target, cause);
    return left == 0
        ? Future.failedFuture(cause)
        : call(next, left)
            .recover(other -> Future.failedFuture(other instanceof CircuitOpen ? cause : other));
  }

  /**
   * It took no connection, or did not answer in time. Once is enough to pass over an address for a
   * while, as long as there is another one to go to.
   */
  synchronized void doesNotAnswer(Target target, Throwable cause) {
    target.fails(cause);
    boolean another = targets.stream().anyMatch(each -> each != target && each.isClosed());
    if (another && target.isClosed()) {
      target.open();
    }
  }

  /** Whether anything speaks HTTP there; what it says does not matter. */
  Future<Boolean> answers(Duration within) {
    return client
        .request(targets.get(Math.floorMod(turn.getAndIncrement(), targets.size())).options())
        .map(probe -> probe.idleTimeout(within.toMillis()))
        .compose(HttpClientRequest::send)
        .compose(HttpClientResponse::end)
        .map(true)
        .otherwise(false);
  }

  /** How many of its addresses nobody is sent to at the moment. */
  long open() {
    return targets.stream().filter(Target::isOpen).count();
  }

  /** A URL of the service as a path, so that its address never leaves the house. */
  String withoutOrigin(String url) {
    for (Target target : targets) {
      int length = target.origin().length();
      if (url.startsWith(target.origin()) && url.length() > length && url.charAt(length) == '/') {
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
