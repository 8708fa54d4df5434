package dev.castellan.gateway.routing;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.FailureWriter;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.gate.GateRequest;
import io.vertx.core.AsyncResult;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;

/**
 * One request on its way to a service and the answer on its way back. Both bodies stream; whoever
 * is slow slows the other side down. Lives on one event loop.
 *
 * <p>Ends in exactly one of three ways: answered; refused with a failure of our own; or, when half
 * an answer is out already, with a broken connection, so that it is never taken for a whole one.
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
  private final Watch watch;
  private final FailureWriter failures;
  private final HttpServerRequest client;
  private final Duration patience;
  private final long leastBytesPerSecond;
  private final boolean hasBody;
  private final long startedAt = System.nanoTime();

  private Call call;
  private boolean triedAgain;
  private Flow sent;
  private Flow received;
  private boolean over;

  /**
   * @param patience how long nothing may move before the exchange is given up
   */
  Exchange(
      RoutingContext context,
      GateRequest gate,
      Upstream upstream,
      Watch watch,
      FailureWriter failures,
      Duration patience,
      long leastBytesPerSecond) {
    this.context = context;
    this.gate = gate;
    this.upstream = upstream;
    this.watch = watch;
    this.failures = failures;
    this.client = context.request();
    this.patience = patience;
    this.leastBytesPerSecond = leastBytesPerSecond;
    this.hasBody = Heads.announceBody(client);
  }

  void begin() {
    if (hasBody) {
      // No byte may be lost while a connection is found; the flow resumes.
      client.pause();
    }
    watch.begins(this);
    call();
  }

  private void call() {
    upstream
        .call()
        .onSuccess(this::send)
        .onFailure(
            cause -> {
              ServiceException failure = unreachable(cause);
              if (failure.code() != ErrorCode.SERVICE_UNREACHABLE || !again()) {
                fail(failure, cause);
              }
            });
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
    try {
      forward(made);
    } catch (RuntimeException e) {
      fail(new ServiceException(ErrorCode.INTERNAL_ERROR), e);
    }
  }

  private void forward(Call made) {
    HttpClientRequest request = made.request();
    String query = client.query();
    request.setMethod(client.method());
    request.setURI(query == null ? gate.path() : gate.path() + "?" + query);
    HeaderRules.passRequest(client, request.headers(), gate);
    request.response().onSuccess(this::answer).onFailure(cause -> broken(made, cause));
    client.response().exceptionHandler(gone -> abandon());
    if (!hasBody) {
      request.end();
      return;
    }
    long length = Heads.length(client.headers());
    request.setChunked(length == Flow.UNKNOWN);
    sent = new Flow(client, request, length, gate.route().maxBody());
    invite();
    sent.start(
        outcome -> {
          if (outcome.failed()) {
            fail(new ServiceException(ErrorCode.BAD_GATEWAY), outcome.cause());
          }
        });
  }

  /** The service may have closed the connection just when we took it from the pool. */
  private void broken(Call made, Throwable cause) {
    if (over) {
      return;
    }
    made.over();
    if (!again()) {
      fail(new ServiceException(ErrorCode.BAD_GATEWAY), cause);
    }
  }

  /** Sends a request that changes nothing once more, when it found no connection or lost it. */
  private boolean again() {
    if (over || triedAgain || sent != null || !Heads.isSafe(client) || client.response().closed()) {
      return false;
    }
    triedAgain = true;
    call = null;
    call();
    return true;
  }

  /** A client that waits for leave to send its body gets it here: the gate has let it through. */
  private void invite() {
    if (client.version() == HttpVersion.HTTP_1_1
        && "100-continue".equalsIgnoreCase(client.getHeader(HttpHeaders.EXPECT))) {
      client.response().writeContinue();
    }
  }

  private void answer(HttpClientResponse answer) {
    if (over) {
      return;
    }
    judge(answer);
    HttpServerResponse response = client.response();
    response.setStatusCode(answer.statusCode());
    response.setStatusMessage(answer.statusMessage());
    HeaderRules.passAnswer(answer.headers(), response.headers(), upstream);
    long length = Heads.length(answer.headers());
    if (length == Flow.UNKNOWN && answer.statusCode() != NO_CONTENT) {
      if (client.version() == HttpVersion.HTTP_1_0) {
        // Knows no chunks: the body ends with the connection.
        response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      } else {
        response.setChunked(true);
      }
    }
    received = new Flow(answer, response, length, Long.MAX_VALUE);
    received.start(this::answered);
  }

  /** Only 503 tells that a service cannot; and not even that, when it is the caller's doing. */
  private void judge(HttpClientResponse answer) {
    if (answer.statusCode() == UNAVAILABLE && !answer.headers().contains(OUTCOME)) {
      call.refuses(new IllegalStateException("status " + UNAVAILABLE));
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

  /** Whether nothing has moved for too long; a stream may be silent for as long as it likes. */
  boolean isDue(long now) {
    if (over || received != null && gate.route().timeout().isEmpty()) {
      return false;
    }
    boolean dripping = received == null && sent != null && sent.isSlowerThan(leastBytesPerSecond);
    return dripping || now - lastMove() >= patience.toNanos();
  }

  void giveUp() {
    if (received == null) {
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
      call.isLate(cause);
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
    if (client.isEnded() || !hasBody) {
      failures.write(context, gate.envelope(), reason);
    } else {
      failures.writeAndHangUp(context, gate.envelope(), reason);
    }
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
    watch.ends(this);
    if (call != null) {
      call.over();
    }
  }

  private static ServiceException overloaded() {
    return new ServiceException(
        ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.title(), null, Map.of("Retry-After", "1"));
  }
}
