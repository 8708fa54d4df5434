package dev.castellan.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpstreamTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void shouldTakeItsAddressesInTurn() throws Exception {
    Upstream upstream = upstream(server("a"), server("b"));
    assertThat(answers(upstream, 4)).containsExactly("a", "b", "a", "b");
  }

  @Test
  void shouldPassOverAnAddressThatTakesNoConnection() throws Exception {
    HttpServer dead = server("dead");
    Upstream upstream = upstream(server("a"), dead);
    dead.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    assertThat(answers(upstream, 4)).containsOnly("a");
  }

  @Test
  void shouldMakePathsOfTheUrlsOfAnyOfItsAddresses() throws Exception {
    HttpServer first = server("a");
    HttpServer second = server("b");
    Upstream upstream = upstream(first, second);
    assertThat(upstream.withoutOrigin(origin(second) + "/x/7")).isEqualTo("/x/7");
    assertThat(upstream.withoutOrigin(origin(first) + "0/x")).isEqualTo(origin(first) + "0/x");
  }

  private List<String> answers(Upstream upstream, int count) throws Exception {
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      answers.add(
          upstream
              .request()
              .compose(HttpClientRequest::send)
              .compose(response -> response.body())
              .toCompletionStage()
              .toCompletableFuture()
              .get(10, TimeUnit.SECONDS)
              .toString());
    }
    return answers;
  }

  private HttpServer server(String name) throws Exception {
    return vertx
        .createHttpServer()
        .requestHandler(request -> request.response().end(name))
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private Upstream upstream(HttpServer... servers) {
    return new Upstream(
        "test",
        vertx.createHttpClient(),
        List.of(servers).stream()
            .map(
                each ->
                    new Upstream.Target(
                        origin(each),
                        new RequestOptions()
                            .setHost("127.0.0.1")
                            .setPort(each.actualPort())
                            .setURI("/")))
            .toList());
  }

  private static String origin(HttpServer server) {
    return "http://127.0.0.1:" + server.actualPort();
  }
}
