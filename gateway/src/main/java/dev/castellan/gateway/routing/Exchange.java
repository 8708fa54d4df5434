package dev.castellan.gateway.routing;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.FailureWriter;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.gate.GateRequest;
import io.vertx.core.AsyncResult;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
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

  private final RoutingContext context;
  private final GateRequest gate;
  private final Upstream upstream;
  private final Vertx vertx;
  private final FailureWriter failures;
  private final HttpServerRequest client;
  private final Duration patience;
  private final long startedAt = System.nanoTime();

  private HttpClientRequest call;
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
      Duration patience) {
    this.context = context;
    this.gate = gate;
    this.upstream = upstream;
    this.vertx = vertx;
    this.failures = failures;
    this.client = context.request();
    this.patience = patience;
  }

  void begin() {
    // No byte may be lost while a connection is found; the pipe resumes.
    client.pause();
    timer = vertx.setTimer(patience.toMillis(), this::checkTime);
    upstream
        .request()
        .onSuccess(this::send)
        .onFailure(
            cause ->
                fail(
                    cause instanceof ConnectionPoolTooBusyException
                        ? overloaded()
                        : new ServiceException(ErrorCode.SERVICE_UNREACHABLE),
                    cause));
  }

  private void send(HttpClientRequest request) {
    if (over || client.response().closed()) {
      finish();
      request.reset();
      return;
    }
    call = request;
    // What becomes of the call is told by the future of its answer.
    call.exceptionHandler(cause -> {});
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
        .send(call)
        .onSuccess(this::answer)
        .onFailure(cause -> fail(new ServiceException(ErrorCode.BAD_GATEWAY), cause));
    // In place of the library's own.
    client.response().exceptionHandler(gone -> abandon());
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

  private void answered(AsyncResult<Void> outcome) {
    if (over) {
      return;
    }
    if (outcome.failed()) {
      abandon();
      hangUp();
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
    if (left > 0) {
      timer = vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(left) + 1, this::checkTime);
    } else if (received == null) {
      fail(
          new ServiceException(
              sent != null && sent.isAwaited()
                  ? ErrorCode.REQUEST_TIMEOUT
                  : ErrorCode.GATEWAY_TIMEOUT),
          new IllegalStateException("no answer in " + patience));
    } else {
      if (received.isAwaited()) {
        upstream.complain(gate.describe(), new IllegalStateException("stopped in mid-answer"));
      }
      abandon();
      if (client.version() == HttpVersion.HTTP_2) {
        client.response().reset();
      } else {
        breakOff(client.connection());
      }
    }
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
      breakOff(call.connection());
    }
  }

  /**
   * Closes a connection of HTTP/1 at once. Vert.x would first flush what is still to be written,
   * and a peer that does not read can make it wait for ever.
   */
  private static void breakOff(HttpConnection connection) {
    ((ConnectionBase) connection).channelHandlerContext().close();
  }

  /**
   * Ends half an answer. On HTTP/1 by its connection: resetting the response there hides its end
   * from Quarkus, which would wait for it when it stops.
   */
  private void hangUp() {
    if (client.version() == HttpVersion.HTTP_2) {
      client.response().reset();
    } else {
      client.connection().close();
    }
  }

  private void finish() {
    over = true;
    vertx.cancelTimer(timer);
  }

  private static ServiceException overloaded() {
    return new ServiceException(
        ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.title(), null, Map.of("Retry-After", "1"));
  }
}
