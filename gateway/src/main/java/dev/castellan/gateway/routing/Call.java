package dev.castellan.gateway.routing;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;

/** A request to one address of a service. Tells its circuit breaker, once, what became of it. */
final class Call {

  private final HttpClientRequest request;
  private final Upstream upstream;
  private final Target target;
  private boolean told;

  Call(HttpClientRequest request, Upstream upstream, Target target) {
    this.request = request;
    this.upstream = upstream;
    this.target = target;
    // What becomes of it is told by the future of its answer.
    request.exceptionHandler(cause -> {});
  }

  HttpClientRequest request() {
    return request;
  }

  HttpConnection connection() {
    return request.connection();
  }

  /** It was answered. */
  void works() {
    if (!told) {
      told = true;
      target.works();
    }
  }

  /** It was answered by 503, which one request in many may be without the next one being it too. */
  void refuses(Throwable cause) {
    if (!told) {
      told = true;
      target.fails(cause);
    }
  }

  /** It was not answered in time. */
  void isLate(Throwable cause) {
    if (!told) {
      told = true;
      upstream.doesNotAnswer(target, cause);
    }
  }

  /** It is over; unless something was told before, for reasons that say nothing of the service. */
  void over() {
    if (!told) {
      told = true;
      target.saysNothing();
    }
  }
}
