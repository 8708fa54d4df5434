package dev.castellan.gateway.routing;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.FailureWriter;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.gate.GateRequest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.streams.ReadStream;
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
 */
final class Exchange {

  /** How long a client that was refused may go on sending before its connection is closed. */
  private static final long LINGER_MILLIS = 2_000;

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
  private boolean answering;
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
    call = request;
    if (over || client.response().closed()) {
      finish();
      request.reset();
      return;
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
        .send(request)
        .onSuccess(this::answer)
        .onFailure(cause -> fail(new ServiceException(ErrorCode.BAD_GATEWAY), cause));
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
      call.reset();
      return;
    }
    answering = true;
    HeaderRules.settleAnswer(answer.headers(), upstream);
    received = new MeteredBody(answer.getBody().stream(), Long.MAX_VALUE);
    answer.setBody(Body.body(received, answer.getBody().length()));
    if (client.version() == HttpVersion.HTTP_1_0 && answer.getBody().length() < 0) {
      answerOldClient(answer);
    } else {
      // On failure the library breaks both connections off.
      answer.send().onComplete(done -> finish());
    }
  }

  /** HTTP/1.0 has no chunks: a body of unknown length ends with the connection. */
  private void answerOldClient(ProxyResponse answer) {
    HttpServerResponse response = client.response();
    response.setStatusCode(answer.getStatusCode());
    answer.headers().remove(HttpHeaders.TRANSFER_ENCODING);
    response.headers().addAll(answer.headers());
    response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    ReadStream<Buffer> body = answer.getBody().stream();
    body.pipe()
        .endOnFailure(false)
        .to(response)
        .onComplete(
            done -> {
              finish();
              if (done.failed()) {
                call.reset();
              }
              client.connection().close();
            });
  }

  /** Looks whether anything moved since; a stream may be silent for as long as it likes. */
  private void checkTime(long fired) {
    if (over || answering && gate.route().timeout().isEmpty()) {
      return;
    }
    long idle = System.nanoTime() - lastMove();
    long left = patience.toNanos() - idle;
    if (left > 0) {
      timer = vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(left) + 1, this::checkTime);
    } else if (answering) {
      if (received.isAwaited()) {
        upstream.complain(gate.describe(), new IllegalStateException("stopped in mid-answer"));
      }
      finish();
      call.reset();
    } else {
      fail(
          sent != null && sent.isAwaited()
              ? new ServiceException(ErrorCode.REQUEST_TIMEOUT)
              : new ServiceException(ErrorCode.GATEWAY_TIMEOUT),
          new IllegalStateException("no answer in " + patience));
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
    finish();
    if (call != null) {
      call.reset();
    }
    if (client.response().closed()) {
      return;
    }
    boolean tooLarge = sent != null && sent.tooLarge();
    if (!tooLarge) {
      upstream.complain(gate.describe(), cause);
    }
    if (!client.isEnded()) {
      dismiss();
    }
    failures.write(
        context,
        gate.envelope(),
        tooLarge ? new ServiceException(ErrorCode.PAYLOAD_TOO_LARGE) : failure);
  }

  /** Lets the client read the answer while the rest of its body goes nowhere, but not for long. */
  private void dismiss() {
    if (client.version() != HttpVersion.HTTP_2) {
      client.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      vertx.setTimer(LINGER_MILLIS, late -> client.connection().close());
    }
    client.handler(null);
    client.resume();
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
