package dev.castellan.gateway.routing;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.FailureWriter;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.gate.GateRequest;
import io.vertx.core.AsyncResult;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One request on its way to a service and the answer on its way back. Both bodies stream; whoever
 * is slow slows the other side down. Lives on one event loop.
 *
 * <p>Ends in exactly one of three ways: answered; refused with a failure of our own; or, when half
 * an answer is out already, with a broken connection, so that it is never taken for a whole one.
 *
 * <p>The answer is not sent by the proxy library, which holds it back whole for HTTP/1.0 clients,
 * and which resets a call that is complete when the client leaves early: its connection may carry
 * somebody else's call by then.
 */
final class Exchange {

  private static final int SERVER_ERROR = 500;
  private static final int NO_CONTENT = 204;
  private static final int UNAVAILABLE = 503;

  /** On a 5xx that is a result and no failure of the service. */
  private static final CharSequence OUTCOME = HttpHeaders.createOptimized("x-castellan-outcome");

  private final RoutingContext context;
  private final GateRequest gate;
  private final Upstream upstream;
  private final Vertx vertx;
  private final FailureWriter failures;
  private final HttpServerRequest client;
  private final Duration patience;
  private final long leastBytesPerSecond;
  private final long startedAt = System.nanoTime();

  private Call call;
  private boolean triedAgain;
  private MeteredBody sent;
  private MeteredBody received;
  private boolean over;
  private long timer;

  /**
   * @param patience how long nothing may move before the exchange is given up
   */
  Exchange(
      RoutingContext context,
      GateRequest gate,
      Upstream upstream,
      Vertx vertx,
      FailureWriter failures,
      Duration patience,
      long leastBytesPerSecond) {
    this.context = context;
    this.gate = gate;
    this.upstream = upstream;
    this.vertx = vertx;
    this.failures = failures;
    this.client = context.request();
    this.patience = patience;
    this.leastBytesPerSecond = leastBytesPerSecond;
  }

  void begin() {
    // No byte may be lost while a connection is found; the pipe resumes.
    client.pause();
    timer = vertx.setTimer(patience.toMillis(), this::checkTime);
    call();
  }

  private void call() {
    upstream.call().onSuccess(this::send).onFailure(cause -> fail(unreachable(cause), cause));
  }

  private static ServiceException unreachable(Throwable cause) {
    return cause instanceof ConnectionPoolTooBusyException || cause instanceof CircuitOpen
        ? overloaded()
        : new ServiceException(ErrorCode.SERVICE_UNREACHABLE);
  }

  private void send(Call made) {
    if (over || client.response().closed()) {
      finish();
      made.over();
      made.request().reset();
      return;
    }
    call = made;
    MultiMap asked = client.headers();
    if (client.version() == HttpVersion.HTTP_2 && !asked.contains(HttpHeaders.CONTENT_LENGTH)) {
      // Frames become chunks; the library looks here to find out.
      asked.set(HttpHeaders.TRANSFER_ENCODING, HttpHeaders.CHUNKED);
    }
    ProxyRequest forward = ProxyRequest.reverseProxy(client);
    String query = client.query();
    forward.setURI(query == null ? gate.path() : gate.path() + "?" + query);
    HeaderRules.settleRequest(forward.headers(), client, gate);
    if (client.isEnded()) {
      forward.setBody(null);
    } else {
      sent = new MeteredBody(client, gate.route().maxBody());
      forward.setBody(Body.body(sent, forward.getBody().length()));
      invite();
    }
    forward
        .send(made.request())
        .onSuccess(this::answer)
        .onFailure(
            cause -> {
              if (!again(made)) {
                fail(new ServiceException(ErrorCode.BAD_GATEWAY), cause);
              }
            });
    // In place of the library's own.
    client.response().exceptionHandler(gone -> abandon());
  }

  /**
   * Sends a request that changes nothing once more when its connection broke before it was
   * answered: the service may have closed it just when we took it from the pool.
   */
  private boolean again(Call broken) {
    if (over || triedAgain || sent != null || !isSafe() || client.response().closed()) {
      return false;
    }
    triedAgain = true;
    broken.over();
    call();
    return true;
  }

  private boolean isSafe() {
    HttpMethod method = client.method();
    return method == HttpMethod.GET || method == HttpMethod.HEAD;
  }

  /** A client that waits for leave to send its body gets it here: the gate has let it through. */
  private void invite() {
    if (client.version() == HttpVersion.HTTP_1_1
        && "100-continue".equalsIgnoreCase(client.getHeader(HttpHeaders.EXPECT))) {
      client.response().writeContinue();
    }
  }

  private void answer(ProxyResponse answer) {
    if (over) {
      return;
    }
    judge(answer);
    HttpServerResponse response = client.response();
    HeaderRules.settleAnswer(answer.headers(), upstream);
    response.setStatusCode(answer.getStatusCode());
    response.setStatusMessage(answer.getStatusMessage());
    response.headers().addAll(answer.headers());
    if (!answer.headers().contains(HttpHeaders.CONTENT_LENGTH)
        && answer.getStatusCode() != NO_CONTENT) {
      if (client.version() == HttpVersion.HTTP_1_0) {
        // Knows no chunks: the body ends with the connection.
        response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      } else {
        response.setChunked(true);
      }
    }
    received = new MeteredBody(answer.getBody().stream(), Long.MAX_VALUE);
    received.pipe().endOnFailure(false).to(response).onComplete(this::answered);
  }

  /** Only 503 tells that a service cannot; and not even that, when it speaks of a device. */
  private void judge(ProxyResponse answer) {
    if (answer.getStatusCode() == UNAVAILABLE && !answer.headers().contains(OUTCOME)) {
      call.fails(new IllegalStateException("status " + UNAVAILABLE));
    } else {
      call.works();
    }
  }

  private void answered(AsyncResult<Void> outcome) {
    if (over) {
      return;
    }
    if (outcome.failed()) {
      abandon();
      HangUp.halfWay(client);
      return;
    }
    finish();
    if (client.version() == HttpVersion.HTTP_1_0
        && !client.response().headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      client.connection().close();
    }
  }

  /** Looks whether anything moved since; a stream may be silent for as long as it likes. */
  private void checkTime(long fired) {
    if (over || received != null && gate.route().timeout().isEmpty()) {
      return;
    }
    long left = patience.toNanos() - (System.nanoTime() - lastMove());
    boolean dripping = received == null && sent != null && sent.isSlowerThan(leastBytesPerSecond);
    if (left > 0 && !dripping) {
      timer = vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(left) + 1, this::checkTime);
    } else if (received == null) {
      noAnswer();
    } else {
      if (received.isAwaited()) {
        upstream.complain(gate.describe(), new IllegalStateException("stopped in mid-answer"));
      }
      abandon();
      HangUp.onWhoeverIsSlow(client);
    }
  }

  private void noAnswer() {
    var cause = new IllegalStateException("no answer in " + patience);
    if (sent != null && sent.isAwaited()) {
      fail(new ServiceException(ErrorCode.REQUEST_TIMEOUT), cause);
      return;
    }
    if (call != null) {
      call.fails(cause);
    }
    fail(new ServiceException(ErrorCode.GATEWAY_TIMEOUT), cause);
  }

  private long lastMove() {
    long last = sent == null ? startedAt : sent.movedAt();
    return received == null || received.movedAt() - last < 0 ? last : received.movedAt();
  }

  /** Refuses with the failure, unless a better reason is known or nobody is there to read it. */
  private void fail(ServiceException failure, Throwable cause) {
    if (over) {
      return;
    }
    abandon();
    if (client.response().closed()) {
      return;
    }
    boolean tooLarge = sent != null && sent.tooLarge();
    ServiceException reason =
        tooLarge ? new ServiceException(ErrorCode.PAYLOAD_TOO_LARGE) : failure;
    if (reason.code().status() >= SERVER_ERROR) {
      upstream.complain(gate.describe(), cause);
    }
    if (client.isEnded() || !mayHaveBody()) {
      failures.write(context, gate.envelope(), reason);
    } else {
      failures.writeAndHangUp(context, gate.envelope(), reason);
    }
  }

  /** Until somebody reads it, a request without a body looks like one whose body is to come. */
  private boolean mayHaveBody() {
    return client.headers().contains(HttpHeaders.CONTENT_LENGTH)
        || client.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  /** Nobody waits for the answer any more. A call that is complete is left alone. */
  private void abandon() {
    finish();
    if (call != null && (received == null || !received.isEnded())) {
      HangUp.atOnce(call.connection());
    }
  }

  private void finish() {
    over = true;
    vertx.cancelTimer(timer);
    if (call != null) {
      call.over();
    }
  }

  private static ServiceException overloaded() {
    return new ServiceException(
        ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.title(), null, Map.of("Retry-After", "1"));
  }
}
