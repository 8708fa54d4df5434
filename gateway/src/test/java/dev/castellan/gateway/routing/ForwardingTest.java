package dev.castellan.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.contracts.routes.Route;
import dev.castellan.contracts.routes.RouteTable;
import dev.castellan.gateway.Fake;
import dev.castellan.gateway.FakeService;
import dev.castellan.gateway.GatewayTest;
import dev.castellan.gateway.Logins;
import dev.castellan.gateway.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which request reaches which service, under which path and with which headers. */
@QuarkusTest
@GatewayTest
class ForwardingTest {

  @Fake Map<String, FakeService> services;

  @Fake("widget")
  FakeService widgets;

  private String token;

  @BeforeEach
  void reset() {
    services.values().forEach(FakeService::reset);
    token = Logins.admin().token();
  }

  @Test
  void shouldSendEveryRouteToItsServiceUnderBothPaths() {
    List<Route> routes =
        RouteTable.load().routes().stream()
            .filter(route -> !route.service().equals("gateway"))
            .toList();
    assertThat(routes).hasSizeGreaterThan(60);

    for (Route route : routes) {
      String path = route.template().replaceAll(":[^/]+", "7");
      reaches(route, path, path);
      if (!path.startsWith("/api/")) {
        reaches(route, "/api" + path, path);
      }
    }
  }

  private void reaches(Route route, String asked, String expected) {
    FakeService service = services.get(route.service().replace("-service", ""));
    int before = service.requests();

    Response answer =
        Logins.with(token).body("{}").request(route.method(), asked + "?q=1").andReturn();

    assertThat(answer.statusCode()).as(route.key()).isEqualTo(200);
    assertThat(answer.jsonPath().getString("uri")).as(route.key()).isEqualTo(expected + "?q=1");
    assertThat(answer.jsonPath().getString("method")).isEqualTo(route.method());
    assertThat(answer.jsonPath().getString("body")).isEqualTo("{}");
    assertThat(service.requests()).as(route.key()).isEqualTo(before + 1);
  }

  @Test
  void shouldForwardTheSettledPathAndTheQueryAsItCame() {
    assertThat(uriSeenFor("/api//widgets///5")).isEqualTo("/widgets/5");
    assertThat(uriSeenFor("/widgets/./5/")).isEqualTo("/widgets/5");
    assertThat(uriSeenFor("/widgets/4/../5")).isEqualTo("/widgets/5");
    assertThat(uriSeenFor("/widgets%2F5")).isEqualTo("/widgets/5");
    assertThat(uriSeenFor("/w%69dgets/5")).isEqualTo("/widgets/5");
    assertThat(uriSeenFor("/process/%2e%2e/widgets/5")).isEqualTo("/widgets/5");
    assertThat(uriSeenFor("/widgets/5?a=%2F..&b=//&c=x%20y&a=2"))
        .isEqualTo("/widgets/5?a=%2F..&b=//&c=x%20y&a=2");
    assertThat(uriSeenFor("/widgets/f%C3%BCnf")).isEqualTo("/widgets/f%C3%BCnf");
  }

  @Test
  void shouldDecideRightsOnTheSettledPath() {
    token = Logins.newUser("guest").token();

    assertThat(ask("GET /widgets/%2e%2e/users HTTP/1.1").status()).isEqualTo(403);
    assertThat(ask("GET /widgets/..%2fusers HTTP/1.1").status()).isEqualTo(403);
    assertThat(ask("GET //api//users/ HTTP/1.1").status()).isEqualTo(403);
    assertThat(ask("GET /widgets/%252e%252e/users HTTP/1.1").status()).isEqualTo(400);
    assertThat(ask("GET /widgets/5;x=1 HTTP/1.1").status()).isEqualTo(400);
  }

  @Test
  void shouldAnswerItsOwnRoutesUnderUnsettledPathsToo() {
    assertThat(ask("GET //api//auth/./me HTTP/1.1").status()).isEqualTo(200);
    assertThat(ask("GET /api/auth/jwks?x=1 HTTP/1.1").status()).isEqualTo(200);
  }

  @Test
  void shouldRemoveWhatOnlyTheGatewayMaySayAndWhatIsForOneHop() {
    JsonObject headers =
        echoed(
                RawHttp.ask(
                    "GET /widgets/5 HTTP/1.1",
                    "Authorization: Bearer " + token,
                    "X-User: admin",
                    "X-User-Id: 1",
                    "X-Forwarded-For: 8.8.8.8",
                    "X-Forwarded-Host: evil",
                    "x-castellan-profile: 1",
                    "Forwarded: for=8.8.8.8",
                    "X-Real-IP: 8.8.8.8",
                    "Proxy-Authorization: Basic eDp5",
                    "Keep-Alive: timeout=5",
                    "TE: trailers",
                    "X-Hop: one",
                    "Connection: X-Hop",
                    "X-End-To-End: two",
                    "Accept-Language: fr"))
            .getJsonObject("headers");

    assertThat(headers.fieldNames())
        .doesNotContain(
            "x-user",
            "x-user-id",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-castellan-profile",
            "x-real-ip",
            "proxy-authorization",
            "keep-alive",
            "te",
            "connection",
            "x-hop",
            "transfer-encoding",
            "content-length");
    assertThat(headers.getString("forwarded"))
        .isEqualTo("for=127.0.0.1;host=\"localhost\";proto=http");
    assertThat(headers.getString("authorization")).isEqualTo("Bearer " + token);
    assertThat(headers.getString("x-end-to-end")).isEqualTo("two");
    assertThat(headers.getString("accept-language")).isEqualTo("fr");
  }

  @Test
  void shouldNameEachRequestOnceForServiceAndClient() {
    Response given =
        Logins.with(token).header("X-Request-Id", "my-request-0001").get("/widgets").andReturn();
    assertThat(given.headers().getValues("X-Request-Id")).containsExactly("my-request-0001");
    assertThat(given.jsonPath().getString("headers.x-request-id")).isEqualTo("my-request-0001");

    Response made =
        Logins.with(token).header("X-Request-Id", "not good!").get("/widgets").andReturn();
    assertThat(made.header("X-Request-Id"))
        .matches("[0-9a-f-]{36}")
        .isEqualTo(made.jsonPath().getString("headers.x-request-id"));
  }

  @Test
  void shouldStartATraceUnlessTheClientHasOne() {
    String own = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    assertThat(traceSeenFor(own)).isEqualTo(own);

    String fresh = traceSeenFor(null);
    assertThat(fresh).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    assertThat(traceSeenFor(null)).isNotEqualTo(fresh);
    assertThat(traceSeenFor("00-00000000000000000000000000000000-00f067aa0ba902b7-01"))
        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01")
        .doesNotContain("00000000000000000000000000000000");
    assertThat(traceSeenFor("garbage")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
  }

  @Test
  void shouldMakeAnswersReadyForTheClient() {
    widgets.answer(
        request -> {
          List<String> links = List.of("</a>; rel=\"next\"", "</b>; rel=\"prev\"");
          request.response().putHeader("Link", links);
          request
              .response()
              .setStatusCode(201)
              .putHeader("Location", widgets.origin() + "/widgets/9")
              .putHeader("Connection", "X-Hop, keep-alive")
              .putHeader("X-Hop", "one")
              .putHeader("Keep-Alive", "timeout=5")
              .putHeader("X-Request-Id", "of-the-service")
              .putHeader("ETag", "\"1.abc\"")
              .end("{}");
        });

    Response answer = Logins.with(token).body("{}").post("/api/widgets").andReturn();

    answer
        .then()
        .statusCode(201)
        .header("Location", equalTo("/widgets/9"))
        .header("ETag", equalTo("\"1.abc\""));
    assertThat(answer.headers().getValues("Link")).hasSize(2);
    assertThat(answer.headers().getValues("X-Request-Id"))
        .hasSize(1)
        .doesNotContain("of-the-service");
    assertThat(answer.header("X-Hop")).isNull();
    assertThat(answer.header("Keep-Alive")).isNull();
  }

  @Test
  void shouldPassAnswersWithoutABody() {
    widgets.answer(
        request -> request.response().setStatusCode(304).putHeader("ETag", "\"1.abc\"").end());
    for (int i = 0; i < 3; i++) {
      Logins.with(token).get("/widgets/5").then().statusCode(304).header("ETag", "\"1.abc\"");
    }
    widgets.answer(request -> request.response().setStatusCode(204).end());
    for (int i = 0; i < 3; i++) {
      Logins.with(token).delete("/widgets/5").then().statusCode(204);
    }
    widgets.answer(request -> request.response().putHeader("Content-Length", "5000").end());
    for (int i = 0; i < 3; i++) {
      Logins.with(token).head("/widgets/5").then().statusCode(200).header("Content-Length", "5000");
    }
  }

  private String traceSeenFor(String traceParent) {
    var request = Logins.with(token);
    if (traceParent != null) {
      request.header("traceparent", traceParent);
    }
    return request.get("/widgets").jsonPath().getString("headers.traceparent");
  }

  private String uriSeenFor(String target) {
    return echoed(ask("GET " + target + " HTTP/1.1")).getString("uri");
  }

  private RawHttp.Reply ask(String requestLine) {
    return RawHttp.ask(requestLine, "Authorization: " + token);
  }

  private static JsonObject echoed(RawHttp.Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return new JsonObject(reply.body());
  }
}
