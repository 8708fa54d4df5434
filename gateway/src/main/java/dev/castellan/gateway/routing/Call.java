package dev.castellan.gateway.routing;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;

/** A request to one address of a service. Tells its circuit breaker, once, what became of it. */
final class Call {

  private final HttpClientRequest request;
  private final Target target;
  private final boolean alone;
  private boolean told;

  /**
   * @param alone whether the service has no other address
   */
  Call(HttpClientRequest request, Target target, boolean alone) {
    this.request = request;
    this.target = target;
    this.alone = alone;
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

  /** It was not answered in time, or by 503. */
  void fails(Throwable cause) {
    if (told) {
      return;
    }
    told = true;
    if (alone) {
      target.fails(cause);
    } else {
      target.failsBesideOthers(cause);
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
