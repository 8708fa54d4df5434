package dev.castellan.gateway.limits;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.gateway.Fake;
import dev.castellan.gateway.FakeService;
import dev.castellan.gateway.GatewayTest;
import dev.castellan.gateway.Logins;
import dev.castellan.gateway.RawHttp;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@GatewayTest
class TrafficTest {

  private static final int CONNECTIONS = Boolean.getBoolean("castellan.long") ? 10_000 : 1_000;

  @TestHTTPResource(value = "/metrics", management = true)
  URL metrics;

  @Fake("widget")
  FakeService widgets;

  @BeforeEach
  void reset() {
    widgets.reset();
  }

  @Test
  void shouldMeasureRequestsByRouteAndStatus() {
    String token = Logins.admin().token();
    Logins.with(token).get("/widgets/4711").then().statusCode(200);
    given().get("/widgets/4712").then().statusCode(401);
    given().get("/no/such/path").then().statusCode(404);

    Awaitility.await()
        .untilAsserted(
            () -> {
              String text = given().get(metrics).asString();
              assertThat(line(text, "/widgets/:idWidget", "200")).contains("widget-service");
              assertThat(line(text, "/widgets/:idWidget", "401")).contains("widget-service");
              assertThat(line(text, "(none)", "404")).isNotNull();
              assertThat(text).doesNotContain("widgets/4711", "widgets/4712", "/no/such/path");
            });
  }

  @Test
  void shouldTellFailuresOfDevicesFromFailuresOfTheSuite() {
    String token = Logins.admin().token();
    widgets.answer(
        request ->
            request
                .response()
                .setStatusCode(504)
                .putHeader("X-Castellan-Outcome", "business")
                .end());
    Logins.with(token).get("/widgets/4713").then().statusCode(504);
    widgets.answer(request -> request.response().setStatusCode(500).end());
    Logins.with(token).get("/widgets/4713").then().statusCode(500);

    Awaitility.await()
        .untilAsserted(
            () -> {
              String text = given().get(metrics).asString();
              assertThat(line(text, "/widgets/:idWidget", "504")).contains("failure=\"business\"");
              assertThat(line(text, "/widgets/:idWidget", "500")).contains("failure=\"technical\"");
            });
  }

  @Test
  void shouldForgetNoRequestThatIsOver() {
    String token = Logins.admin().token();
    widgets.answer(request -> request.connection().close());
    Logins.with(token).get("/widgets").then().statusCode(502);
    widgets.answer(
        request ->
            request
                .response()
                .setChunked(true)
                .write("[")
                .onComplete(x -> request.connection().close()));
    RawHttp.ask("GET /widgets HTTP/1.1", "Authorization: " + token);
    RawHttp.ask("GET /api/users HTTP/1.1", "Authorization: " + token);
    RawHttp.ask("GET /widgets/1/stream HTTP/1.1", "Authorization: " + token);

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(given().get(metrics).asString())
                    .containsPattern("castellan_gateway_in_flight 0\\.0")
                    .containsPattern("castellan_gateway_streams 0\\.0"));
  }

  @Test
  void shouldGoOnServingBesideManyIdleAndSlowConnections() {
    List<RawHttp> idle = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        RawHttp connection = new RawHttp();
        idle.add(connection);
        if (i % 2 == 0) {
          connection.send("GET /widgets HTTP/1.1\r\nX-Slow: ");
        }
      }
      Logins.asAdmin().get("/widgets").then().statusCode(200);
    } finally {
      idle.forEach(RawHttp::close);
    }
  }

  @Test
  void shouldRefuseWhatIsNoHttpAndGoOn() {
    String token = Logins.admin().token();
    for (String nonsense :
        List.of(
            "GET /widgets HTTP/9.9\r\nHost: x\r\n\r\n",
            "GET /widgets HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
            "GET /widgets HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(40_000) + "\r\n\r\n",
            "GET /" + "a".repeat(40_000) + " HTTP/1.1\r\nHost: x\r\n\r\n")) {
      try (RawHttp http = new RawHttp()) {
        String answer = http.send(nonsense).readAll().text();
        // Closed without a word, or refused.
        assertThat(answer)
            .as(nonsense.lines().findFirst().orElseThrow())
            .matches("(?s)|HTTP/\\d\\.\\d (4\\d\\d|50[15]) .*");
      }
    }
    assertThat(widgets.requests()).isZero();
    Logins.with(token).get("/widgets").then().statusCode(200);
  }

  private static String line(String metrics, String route, String status) {
    return metrics
        .lines()
        .filter(each -> each.startsWith("http_server_requests_seconds_count"))
        .filter(each -> each.contains("uri=\"" + route + "\""))
        .filter(each -> each.contains("status=\"" + status + "\""))
        .findFirst()
        .orElse(null);
  }
}
