package dev.castellan.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.gateway.Fake;
import dev.castellan.gateway.FakeService;
import dev.castellan.gateway.GatewayTest;
import dev.castellan.gateway.Logins;
import dev.castellan.gateway.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the client sees when it, the gateway or the service behind does not do its part. */
@QuarkusTest
@GatewayTest
class GatewayFailureTest {

  private static final String IN_A = "/widgets";
  private static final String IN_B = "/api/v2/smart-elements";
  private static final String IN_C = "/objecttype";

  @Fake Map<String, FakeService> services;

  @Fake("widget")
  FakeService widgets;

  private String token;

  @BeforeEach
  @AfterEach
  void reset() {
    services.values().forEach(FakeService::reset);
  }

  @BeforeEach
  void logIn() {
    token = Logins.admin().token();
  }

  @Test
  void shouldSayThatAPathDoesNotExist() {
    failsInA(get("/nowhere"), 404, "route-not-found");
    failsInA(get("/api/nowhere"), 404, "route-not-found");
    failsInA(get("/q/metrics"), 404, "route-not-found");
    failsInA(get("/q/health/ready"), 404, "route-not-found");
    failsInA(get("/q/openapi"), 404, "route-not-found");
    failsInB(get("/api/v2/nowhere"), 404, "route-not-found");
    failsInC(get("/objecttype/1/nowhere"), 404, "route-not-found");
    failsInC(get("/api/objecttype/1/nowhere"), 404, "route-not-found");
  }

  @Test
  void shouldSayThatAPathHasNotThatMethod() {
    failsInA(Logins.with(token).put(IN_A), 405, "method-not-allowed");
    failsInB(Logins.with(token).patch(IN_B), 405, "method-not-allowed");
    failsInC(Logins.with(token).patch(IN_C), 405, "method-not-allowed");
    assertThat(Logins.with(token).put(IN_A).header("Allow")).isEqualTo("GET, POST");
  }

  @Test
  void shouldSayThatAServiceCannotBeReachedAndReachItAgainLater() {
    services.values().forEach(FakeService::stop);

    failsInA(get(IN_A), 502, "service-unreachable");
    failsInB(get(IN_B), 502, "service-unreachable");
    failsInC(get(IN_C), 502, "service-unreachable");
    failsInA(Logins.with(token).body("{}").post(IN_A), 502, "service-unreachable");

    services.values().forEach(FakeService::reset);
    get(IN_A).then().statusCode(200);
  }

  @Test
  void shouldSayThatAServiceHungUpBeforeItAnswered() {
    services.values().forEach(each -> each.answer(request -> request.connection().close()));

    failsInA(get(IN_A), 502, "bad-gateway");
    failsInB(get(IN_B), 502, "bad-gateway");
    failsInC(get(IN_C), 502, "bad-gateway");
  }

  @Test
  void shouldAskOnceMoreWhenAConnectionBreaksUnderARequestThatChangesNothing() {
    AtomicInteger left = new AtomicInteger(1);
    widgets.answer(
        request -> {
          if (left.getAndDecrement() > 0) {
            request.connection().close();
          } else {
            request.response().end("{}");
          }
        });

    get(IN_A).then().statusCode(200);
    assertThat(widgets.requests()).isEqualTo(2);

    left.set(1);
    failsInA(Logins.with(token).body("{}").post(IN_A), 502, "bad-gateway");
    assertThat(widgets.requests()).isEqualTo(3);
  }

  @Test
  void shouldRefuseHeadersThatTwoReadersCouldUnderstandDifferently() {
    RawHttp.Reply nameless = RawHttp.ask("GET /widgets HTTP/1.1", ": x", "Authorization: " + token);
    assertThat(nameless.status()).isEqualTo(400);

    for (String coding : List.of("gzip, chunked", "gzip", "chunked, chunked")) {
      RawHttp.Reply coded =
          RawHttp.ask(
              "POST /widgets HTTP/1.1", "Authorization: " + token, "Transfer-Encoding: " + coding);
      assertThat(coded.status()).as(coding).isIn(400, 501);
    }
    assertThat(widgets.requests()).isZero();
  }

  @Test
  void shouldTakeABodyInChunksHoweverTheyAreSpelled() {
    try (RawHttp http = new RawHttp()) {
      http.head("POST /widgets HTTP/1.1", "Authorization: " + token, "Transfer-Encoding: Chunked");
      http.chunk("{\"a\":1}".getBytes(StandardCharsets.UTF_8)).send("0\r\n\r\n");
      RawHttp.Reply reply = http.readAll();
      assertThat(reply.status()).isEqualTo(200);
      assertThat(new JsonObject(reply.body()).getString("body")).isEqualTo("{\"a\":1}");
    }
  }

  @Test
  void shouldReadNoMoreOfAnEndlessBodyOfItsOwnThanTheRouteAdmits() {
    Map.of("application/json", "    ", "application/x-www-form-urlencoded", "a=1&")
        .forEach(
            (type, bytes) -> {
              try (RawHttp http = new RawHttp()) {
                http.head(
                    "POST /auth/token HTTP/1.1",
                    "Content-Type: " + type,
                    "Transfer-Encoding: chunked");
                byte[] part = bytes.repeat(256).getBytes(StandardCharsets.US_ASCII);
                for (int sent = 0; sent <= 300 << 10; sent += part.length) {
                  http.chunk(part);
                }
                RawHttp.Reply reply = http.readAll();
                assertThat(reply.status()).as(type).isEqualTo(413);
                if (type.equals("application/json")) {
                  assertThat(new JsonObject(reply.body()).getString("code"))
                      .isEqualTo("payload-too-large");
                }
              }
            });
  }

  @Test
  void shouldNotWaitForEverForABodyOfItsOwn() {
    try (RawHttp json = beginLogin("application/json");
        RawHttp form = beginLogin("application/x-www-form-urlencoded")) {
      for (RawHttp each : List.of(json, form)) {
        RawHttp.Reply reply = each.readAll();
        assertThat(reply.status()).isEqualTo(408);
        assertThat(new JsonObject(reply.body()).getString("code")).isEqualTo("request-timeout");
      }
    }
  }

  private static RawHttp beginLogin(String type) {
    return new RawHttp()
        .head("POST /auth/token HTTP/1.1", "Content-Type: " + type, "Content-Length: 100")
        .send("{");
  }

  @Test
  void shouldSayThatAServiceTookTooLong() throws Exception {
    CompletableFuture<Void> reset = new CompletableFuture<>();
    services
        .values()
        .forEach(
            each ->
                each.answer(
                    request -> request.response().closeHandler(closed -> reset.complete(null))));

    // Together, since each takes as long as a request may.
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Response> inA = threads.submit(() -> get(IN_A));
      Future<Response> inB = threads.submit(() -> get(IN_B));
      Future<Response> inC = threads.submit(() -> get(IN_C));
      Future<Response> post = threads.submit(() -> Logins.with(token).body("{}").post(IN_A));
      failsInA(inA.get(), 504, "gateway-timeout");
      failsInB(inB.get(), 504, "gateway-timeout");
      failsInC(inC.get(), 504, "gateway-timeout");
      failsInA(post.get(), 504, "gateway-timeout");
    }
    Awaitility.await("the call to be broken off").until(reset::isDone);
  }

  @Test
  void shouldRefuseABodyThatIsTooLargeWithoutAskingTheService() {
    RawHttp.Reply reply =
        RawHttp.ask(
            "POST /objecttype HTTP/1.1",
            "Authorization: " + token,
            "Content-Length: " + ((1 << 20) + 1));

    assertThat(reply.status()).isEqualTo(413);
    assertThat(new JsonObject(reply.body()).getString("code")).isEqualTo("payload-too-large");
    assertThat(services.get("objecttype").requests()).isZero();
  }

  @Test
  void shouldBreakTheCallOffWhenABodyWithoutLengthGrowsTooLarge() {
    JsonObject inA = tooLarge("widget", "POST /widgets/1/sources");
    assertThat(inA.getBoolean("error")).isTrue();
    assertThat(inA.getString("code")).isEqualTo("payload-too-large");
    JsonObject inB = tooLarge("element", "DELETE /api/v2/smart-elements/1");
    assertThat(inB.getBoolean("success")).isFalse();
    assertThat(inB.getString("code")).isEqualTo("payload-too-large");
    JsonObject inC = tooLarge("objecttype", "POST /objecttype");
    assertThat(inC.getInteger("status")).isEqualTo(413);
    assertThat(inC.getString("code")).isEqualTo("payload-too-large");
  }

  private JsonObject tooLarge(String service, String route) {
    CompletableFuture<Void> brokenOff = new CompletableFuture<>();
    services
        .get(service)
        .answer(
            request -> {
              request.exceptionHandler(broken -> brokenOff.complete(null));
              request.handler(buffer -> {});
              request.endHandler(end -> request.response().end("never"));
            });
    try (RawHttp http = new RawHttp()) {
      http.head(route + " HTTP/1.1", "Authorization: " + token, "Transfer-Encoding: chunked");
      byte[] part = new byte[32 << 10];
      for (int sent = 0; sent <= 1 << 20; sent += part.length) {
        http.chunk(part);
      }
      RawHttp.Reply reply = http.readAll();
      assertThat(reply.status()).isEqualTo(413);
      Awaitility.await("the call to be broken off").until(brokenOff::isDone);
      return new JsonObject(reply.body());
    }
  }

  @Test
  void shouldAdmitABodyWithoutLengthThatIsJustSmallEnough() {
    try (RawHttp http = new RawHttp()) {
      http.head(
          "POST /widgets/1/sources HTTP/1.1",
          "Authorization: " + token,
          "Transfer-Encoding: chunked");
      http.chunk(new byte[1 << 20]).send("0\r\n\r\n");
      assertThat(http.readAll().status()).isEqualTo(200);
    }
  }

  @Test
  void shouldNotBlameTheServiceWhenTheClientStopsSending() {
    try (RawHttp http = new RawHttp()) {
      http.head("POST /widgets HTTP/1.1", "Authorization: " + token, "Content-Length: 10");
      http.send("{");
      RawHttp.Reply reply = http.readAll();
      assertThat(reply.status()).isEqualTo(408);
      assertThat(new JsonObject(reply.body()).getString("code")).isEqualTo("request-timeout");
    }
  }

  @Test
  void shouldNeverEndAnAnswerThatTheServiceDidNotEnd() {
    widgets.answer(
        request -> {
          HttpServerResponse response = request.response().setChunked(true);
          response.write("[{\"id\":1},").onComplete(sent -> request.connection().close());
        });
    RawHttp.Reply chunked = RawHttp.ask("GET /widgets HTTP/1.1", "Authorization: " + token);
    assertThat(chunked.text()).contains("[{\"id\":1},").doesNotContain("\r\n0\r\n");

    widgets.answer(
        request -> {
          HttpServerResponse response = request.response().putHeader("Content-Length", "100");
          response.write("[{\"id\":1},").onComplete(sent -> request.connection().close());
        });
    RawHttp.Reply measured = RawHttp.ask("GET /widgets HTTP/1.1", "Authorization: " + token);
    assertThat(measured.head().toLowerCase()).contains("content-length: 100");
    assertThat(measured.body()).hasSizeLessThan(100);
  }

  @Test
  void shouldBreakOffAnAnswerThatStopsHalfWay() {
    widgets.answer(request -> request.response().setChunked(true).write("[{\"id\":1},"));

    RawHttp.Reply reply = RawHttp.ask("GET /widgets HTTP/1.1", "Authorization: " + token);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).contains("[{\"id\":1},").doesNotContain("\r\n0\r\n");
  }

  @Test
  void shouldPassTheFailuresOfAServiceOnAsTheyAre() {
    widgets.answer(
        request ->
            request
                .response()
                .setStatusCode(502)
                .putHeader("X-Castellan-Outcome", "business")
                .putHeader("Content-Type", "application/json")
                .end("{\"error\":true,\"code\":\"action-failed\",\"message\":\"\"}"));

    Response answer = get(IN_A);

    failsInA(answer, 502, "action-failed");
    assertThat(answer.header("X-Castellan-Outcome")).isEqualTo("business");
  }

  private Response get(String path) {
    return Logins.with(token).get(path);
  }

  private static void failsInA(Response answer, int status, String code) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/json");
    assertThat(answer.jsonPath().getBoolean("error")).isTrue();
    assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
    assertThat(answer.asString()).doesNotContain("127.0.0.1", "localhost", "Exception");
  }

  private static void failsInB(Response answer, int status, String code) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/json");
    assertThat(answer.jsonPath().getBoolean("success")).isFalse();
    assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
    assertThat(answer.jsonPath().getString("uri")).startsWith("/api/v2/");
    assertThat(answer.jsonPath().getString("messages[0].code")).isEqualTo(code);
  }

  private static void failsInC(Response answer, int status, String code) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.jsonPath().getInt("status")).isEqualTo(status);
    assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
    assertThat(answer.jsonPath().getString("error")).isNotBlank();
  }
}
