package dev.castellan.smartobject.outbound;

import dev.castellan.smartobject.module.DeviceException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;

/** One request and its answer, on the event loop; can be stopped from outside at any moment. */
final class OutboundExchange {

  private final OutboundRequest request;
  private final long maxResponse;
  private HttpClientRequest connected;
  private boolean stopped;
  private boolean sent;

  OutboundExchange(OutboundRequest request, long maxResponse) {
    this.request = request;
    this.maxResponse = maxResponse;
  }

  /**
   * An answer, whole.
   *
   * @param location where a redirect leads to; null when it says nothing of it
   */
  record Reply(int status, String location, byte[] body) {}

  /** Asks at the first of these places that takes the connection. */
  CompletableFuture<Reply> run(HttpClient client, List<RequestOptions> places) {
    return connect(client, places)
        .compose(this::send)
        .compose(this::read)
        .toCompletionStage()
        .toCompletableFuture();
  }

  /** Whether the device may have the request. */
  synchronized boolean sent() {
    return sent;
  }

  /** Whatever still runs ends, and what has not begun never begins. */
  synchronized void stop() {
    stopped = true;
    if (connected != null) {
      connected.reset();
    }
  }

  private Future<HttpClientRequest> connect(HttpClient client, List<RequestOptions> places) {
    Future<HttpClientRequest> attempt = client.request(places.get(0));
    return places.size() == 1
        ? attempt
        : attempt.recover(
            failure ->
                isStopped() || failure instanceof SSLException
                    ? Future.failedFuture(failure)
                    : connect(client, places.subList(1, places.size())));
  }

  private Future<HttpClientResponse> send(HttpClientRequest open) {
    synchronized (this) {
      connected = open;
      if (stopped) {
        open.reset();
        return Future.failedFuture("stopped");
      }
      sent = true;
    }
    return request.body() == null ? open.send() : open.send(Buffer.buffer(request.body()));
  }

  private Future<Reply> read(HttpClientResponse response) {
    Promise<Reply> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    response.exceptionHandler(whole::tryFail);
    response.endHandler(
        end ->
            whole.tryComplete(
                new Reply(
                    response.statusCode(),
                    response.getHeader(HttpHeaders.LOCATION),
                    body.getBytes())));
    response.handler(
        chunk -> {
          if (body.length() + chunk.length() > maxResponse) {
            whole.tryFail(DeviceException.refused("The answer of the device is too large"));
            stop();
          } else {
            body.appendBuffer(chunk);
          }
        });
    return whole.future();
  }

  private synchronized boolean isStopped() {
    return stopped;
  }
}
