package dev.castellan.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpstreamTest {

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(200);

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void shouldTakeItsAddressesInTurn() throws Exception {
    Upstream upstream = upstream(LONG, server("a"), server("b"));
    assertThat(answers(upstream, 4)).containsExactly("a", "b", "a", "b");
  }

  @Test
  void shouldPassOverAnAddressThatTakesNoConnection() throws Exception {
    HttpServer dead = server("dead");
    Upstream upstream = upstream(LONG, server("a"), dead);
    dead.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    assertThat(answers(upstream, 4)).containsOnly("a");
  }

  @Test
  void shouldMakePathsOfTheUrlsOfAnyOfItsAddresses() throws Exception {
    HttpServer first = server("a");
    HttpServer second = server("b");
    Upstream upstream = upstream(LONG, first, second);
    assertThat(upstream.withoutOrigin(origin(second) + "/x/7")).isEqualTo("/x/7");
    assertThat(upstream.withoutOrigin(origin(first) + "0/x")).isEqualTo(origin(first) + "0/x");
  }

  @Test
  void shouldPassOverAnAddressThatDidNotAnswerInTime() throws Exception {
    Upstream upstream = upstream(LONG, server("a"), server("b"));
    timeOut(upstream);

    assertThat(answers(upstream, 6)).containsOnly("b");
  }

  @Test
  void shouldTryAnAddressAgainThatWasPassedOver() throws Exception {
    Upstream upstream = upstream(SHORT, server("a"), server("b"));
    timeOut(upstream);

    Awaitility.await().until(() -> answers(upstream, 2).contains("a"));
    assertThat(answers(upstream, 4)).contains("a", "b");
  }

  @Test
  void shouldNotPassOverAnAddressForASingle503() throws Exception {
    Upstream upstream = upstream(LONG, server("a"), server("b"));
    Call call = await(upstream.call());
    call.request().reset();
    call.refuses(new IllegalStateException("status 503"));

    assertThat(answers(upstream, 4)).contains("a", "b");
  }

  @Test
  void shouldNeverPassOverTheLastAddressForASingleFailure() throws Exception {
    Upstream upstream = upstream(LONG, server("a"), server("b"));
    timeOut(upstream);
    timeOut(upstream);

    assertThat(upstream.open()).isEqualTo(1);
    assertThat(answers(upstream, 2)).containsOnly("b");
  }

  @Test
  void shouldAskNobodyWhileTooManyFail() throws Exception {
    Upstream upstream = upstream(LONG, server("a"));
    for (int i = 0; i < 4; i++) {
      timeOut(upstream);
    }

    assertThatThrownBy(() -> await(upstream.call())).hasCauseInstanceOf(CircuitOpen.class);
    assertThat(upstream.open()).isEqualTo(1);
  }

  @Test
  void shouldLetOneAtATimeFindOutWhetherAServiceIsBack() throws Exception {
    Upstream upstream = upstream(SHORT, server("a"));
    for (int i = 0; i < 4; i++) {
      timeOut(upstream);
    }
    AtomicReference<Call> probe = new AtomicReference<>();
    Awaitility.await()
        .ignoreExceptions()
        .until(
            () -> {
              probe.set(await(upstream.call()));
              return true;
            });

    assertThatThrownBy(() -> await(upstream.call())).hasCauseInstanceOf(CircuitOpen.class);
    probe.get().request().reset();
    probe.get().works();
    assertThat(answers(upstream, 3)).containsOnly("a");
    assertThat(upstream.open()).isZero();
  }

  @Test
  void shouldNotCountWhatSaysNothingOfTheService() throws Exception {
    Upstream upstream = upstream(LONG, server("a"));
    for (int i = 0; i < 20; i++) {
      Call call = await(upstream.call());
      call.request().reset();
      call.over();
    }
    assertThat(answers(upstream, 1)).containsExactly("a");
  }

  private List<String> answers(Upstream upstream, int count) throws Exception {
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Call call = await(upstream.call());
      // Asked for before it is sent: an answer that nobody waits for yet loses its body.
      Future<Buffer> body = call.request().response().compose(HttpClientResponse::body);
      call.request().end();
      answers.add(await(body).toString());
      call.works();
    }
    return answers;
  }

  private static void timeOut(Upstream upstream) throws Exception {
    Call call = await(upstream.call());
    call.request().reset();
    call.isLate(new TimeoutException());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
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

  private Upstream upstream(Duration pause, HttpServer... servers) {
    return new Upstream(
        "test",
        vertx.createHttpClient(),
        List.of(servers).stream()
            .map(
                each ->
                    new Target(
                        origin(each),
                        new RequestOptions()
                            .setHost("127.0.0.1")
                            .setPort(each.actualPort())
                            .setURI("/"),
                        settings(pause)))
            .toList());
  }

  private static CircuitBreakerConfig settings(Duration pause) {
    return CircuitBreakerConfig.custom()
        .slidingWindowSize(4)
        .minimumNumberOfCalls(4)
        .failureRateThreshold(50)
        .waitDurationInOpenState(pause)
        .permittedNumberOfCallsInHalfOpenState(1)
        .build();
  }

  private static String origin(HttpServer server) {
    return "http://127.0.0.1:" + server.actualPort();
  }
}
