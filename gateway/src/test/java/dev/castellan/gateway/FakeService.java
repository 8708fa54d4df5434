package dev.castellan.gateway;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that does what the test tells it; until then it tells what it was asked. */
public final class FakeService {

  private static final String LOOPBACK = "127.0.0.1";

  private final Vertx vertx;
  private final AtomicInteger requests = new AtomicInteger();
  private volatile Handler<HttpServerRequest> behaviour = FakeService::echo;
  private HttpServer server;
  private int port;

  FakeService(Vertx vertx) {
    this.vertx = vertx;
    start();
  }

  public String origin() {
    return "http://" + LOOPBACK + ":" + port;
  }

  /** What it does from now on. */
  public void answer(Handler<HttpServerRequest> with) {
    behaviour = with;
  }

  /** How many requests have come in. */
  public int requests() {
    return requests.get();
  }

  /** Back to the beginning: listening, telling what it was asked. */
  public void reset() {
    behaviour = FakeService::echo;
    requests.set(0);
    if (server == null) {
      start();
    }
  }

  /** Nobody listens on its port any more. */
  public void stop() {
    join(server.close());
    server = null;
  }

  private void start() {
    server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  requests.incrementAndGet();
                  behaviour.handle(request);
                });
    port = join(server.listen(port, LOOPBACK)).actualPort();
  }

  private static void echo(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              JsonObject headers = new JsonObject();
              request
                  .headers()
                  .forEach(each -> headers.put(each.getKey().toLowerCase(), each.getValue()));
              request
                  .response()
                  .putHeader("Content-Type", "application/json")
                  .end(
                      new JsonObject()
                          .put("method", request.method().name())
                          .put("uri", request.uri())
                          .put("headers", headers)
                          .put("body", body.toString())
                          .toBuffer());
            });
  }

  private static <T> T join(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
