package dev.castellan.gateway.edge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.castellan.gateway.Fake;
import dev.castellan.gateway.FakeService;
import dev.castellan.gateway.GatewayTest;
import dev.castellan.gateway.Logins;
import dev.castellan.gateway.RawHttp;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@GatewayTest
@TestProfile(EdgeProfile.class)
class EdgeTest {

  private static final String EXECUTE = "/process/1/execute";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TestHTTPResource(value = "/", tls = true)
  URL tls;

  @Fake Map<String, FakeService> services;

  @BeforeEach
  void reset() {
    services.values().forEach(FakeService::reset);
  }

  // --- another issuer ---

  @Test
  void shouldTrustTheTokensOfTheConfiguredIssuer() {
    String token = OtherIssuer.token("lucy", "offline_access", "occupant").sign();

    Logins.with(token)
        .get("/auth/me")
        .then()
        .statusCode(200)
        .body("data.login", equalTo("lucy"))
        .body("data.profile.name", equalTo("occupant"))
        .body("data.id", greaterThan(1L << 52));
    Logins.with(token).get("/widgets").then().statusCode(200);
    Logins.with(token).get("/users").then().statusCode(403);
    Logins.with(OtherIssuer.token("root", "admin").sign()).get("/users").then().statusCode(200);
  }

  @Test
  void shouldGiveNothingToWhomNoProfileIsKnown() {
    String token = OtherIssuer.token("lucy", "gardener").sign();

    Logins.with(token).get("/widgets").then().statusCode(403);
    Logins.with(token).get("/auth/me").then().statusCode(200);
  }

  @Test
  void shouldNotMixTheIssuersUp() {
    refused(OtherIssuer.token("lucy", "admin").claim("iss", "castellan").sign());
    refused(OtherIssuer.token("lucy", "admin").claim("iss", "http://127.0.0.1/elsewhere").sign());
    refused(OtherIssuer.token("lucy", "admin").claim("aud", "another-client").sign());
    refused(OtherIssuer.token("lucy", "admin").expiringIn(-1).sign());
    refused(OtherIssuer.token("lucy", "admin").claim("sub", null).sign());
    refused(OtherIssuer.token("lucy", "admin").unsigned());
  }

  @Test
  void shouldLetUsersOfTheOtherIssuerLogOut() {
    String token = OtherIssuer.token("linus", "guest").sign();
    Logins.with(token).get("/widgets").then().statusCode(200);

    Logins.with(token).post("/auth/logout").then().statusCode(200);

    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> Logins.with(token).get("/widgets").statusCode() == 401);
  }

  private static void refused(String token) {
    assertThat(Logins.with(token).get("/widgets").statusCode()).isEqualTo(401);
  }

  // --- browsers ---

  @Test
  void shouldAllowThePageThatIsNamedWithoutAToken() {
    preflight(EdgeProfile.PAGE)
        .then()
        .statusCode(204)
        .header("Access-Control-Allow-Origin", equalTo(EdgeProfile.PAGE))
        .header("Access-Control-Allow-Methods", containsString("PATCH"))
        .header("Access-Control-Allow-Headers", containsString("Authorization"))
        .header("Access-Control-Allow-Credentials", nullValue());
    given()
        .header("Origin", EdgeProfile.PAGE)
        .get("/widgets")
        .then()
        .statusCode(401)
        .header("Access-Control-Allow-Origin", equalTo(EdgeProfile.PAGE));
    Logins.asAdmin()
        .header("Origin", EdgeProfile.PAGE)
        .get("/api/users")
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", equalTo(EdgeProfile.PAGE))
        .header("Access-Control-Expose-Headers", containsString("ETag"));
  }

  @Test
  void shouldAllowNoOtherPage() {
    preflight("https://evil.example.org")
        .then()
        .statusCode(403)
        .header("Access-Control-Allow-Origin", nullValue())
        .body("error", equalTo(true));
  }

  private static Response preflight(String origin) {
    return given()
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "PATCH")
        .header("Access-Control-Request-Headers", "authorization")
        .options("/smartobjects/1");
  }

  // --- TLS ---

  @Test
  void shouldSpeakTlsWithTheConfiguredCertificate() {
    assertThat(tls.getProtocol()).isEqualTo("https");
    given()
        .relaxedHTTPSValidation()
        .baseUri(tls.toString())
        .header("Authorization", Logins.admin().token())
        .get("widgets")
        .then()
        .statusCode(200)
        .body("headers.forwarded", containsString("proto=https"));
  }

  // --- behind another proxy ---

  @Test
  void shouldTellTheClientsOfATrustedProxyApart() {
    var user = Logins.newUser("guest");
    for (int i = 0; i < 5; i++) {
      logInFrom("203.0.113.7", user.login(), "certainly-wrong").then().statusCode(401);
    }

    logInFrom("203.0.113.7", user.login(), user.password()).then().statusCode(429);
    logInFrom("203.0.113.8", user.login(), user.password()).then().statusCode(200);
    Awaitility.await()
        .untilAsserted(
            () ->
                Logins.asAdmin()
                    .queryParam("filter", "subject=='login:" + user.login() + "'")
                    .get("/audit")
                    .then()
                    .body("data.address", everyItem(equalTo("203.0.113.7"))));
    user.request()
        .header("X-Forwarded-For", "203.0.113.9")
        .header("X-Forwarded-Proto", "https")
        .get("/widgets")
        .then()
        .body("headers.forwarded", startsWith("for=203.0.113.9;"))
        .body("headers.forwarded", containsString("proto=https"))
        .body("headers.x-forwarded-for", nullValue());
  }

  private static Response logInFrom(String address, String login, String password) {
    return given()
        .header("X-Forwarded-For", address)
        .contentType("application/json")
        .body(Map.of("login", login, "password", password))
        .post("/auth/token");
  }

  // --- too much at once ---

  @Test
  void shouldShedWhatIsTooMuchAtOnceAndTakeTheRest() {
    shouldShedBeyond(4, "GET /widgets HTTP/1.1", services.get("widget"));
  }

  @Test
  void shouldShedStreamsThatAreTooManyAndTakeTheRest() {
    shouldShedBeyond(2, "GET /process/1/executions/2/events HTTP/1.1", services.get("process"));
  }

  private static void shouldShedBeyond(int most, String request, FakeService service) {
    String token = Logins.admin().token();
    service.answer(asked -> {});
    List<RawHttp> busy = new ArrayList<>();
    try {
      for (int i = 0; i < most; i++) {
        busy.add(new RawHttp().head(request, "Authorization: " + token));
      }
      Awaitility.await().until(() -> service.requests() == most);

      RawHttp.Reply shed = RawHttp.ask(request, "Authorization: " + token);
      assertThat(shed.status()).isEqualTo(503);
      assertThat(shed.head()).containsIgnoringCase("retry-after: 1");
      assertThat(service.requests()).isEqualTo(most);
    } finally {
      busy.forEach(RawHttp::close);
    }
    service.reset();
    Awaitility.await().until(() -> RawHttp.ask(request, "Authorization: " + token).status() == 200);
  }

  // --- too slow ---

  @Test
  void shouldNotWaitForAClientThatDrips() {
    try (RawHttp http = new RawHttp()) {
      http.head(
          "POST /widgets HTTP/1.1",
          "Authorization: " + Logins.admin().token(),
          "Content-Length: 10");
      http.send("{");
      long start = System.nanoTime();
      assertThat(http.readAll().status()).isEqualTo(408);
      // Half a minute is what the route itself would admit.
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(25));
    }
  }

  // --- rates ---

  @Test
  void shouldTellWhatIsLeftUnderBothPaths() {
    for (String path : List.of("/authentification", "/api/authentification")) {
      given()
          .contentType("application/json")
          .body(Map.of("login", "admin", "password", Logins.adminPassword()))
          .post(path)
          .then()
          .statusCode(200)
          .header("RateLimit-Policy", equalTo("\"user\";q=1000;w=60"));
    }
  }

  @Test
  void shouldHoldAUserToTheConfiguredRateAndTellWhatIsLeft() {
    var user = Logins.newUser("occupant");

    user.request()
        .body("{}")
        .post(EXECUTE)
        .then()
        .statusCode(200)
        .header("RateLimit-Policy", equalTo("\"user\";q=3;w=60"))
        .header("RateLimit", containsString("\"user\";r=2;t="));
    user.request().body("{}").post("/api" + EXECUTE).then().statusCode(200);
    user.request().body("{}").post(EXECUTE).then().statusCode(200);
    Response refused = user.request().body("{}").post(EXECUTE);

    refused
        .then()
        .statusCode(429)
        .body("code", equalTo("too-many-requests"))
        .header("RateLimit", containsString("r=0"));
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 20);
    assertThat(services.get("process").requests()).isEqualTo(3);
    // Another class of requests, and another user, are another matter.
    user.request().get("/widgets").then().statusCode(200).header("RateLimit", nullValue());
    Logins.newUser("occupant").request().body("{}").post(EXECUTE).then().statusCode(200);
  }

  @Test
  void shouldHoldAllUsersOfAProfileToTheirCommonRate() {
    grantToGuest();
    var lucy = Logins.newUser("guest");
    var linus = Logins.newUser("guest");
    Awaitility.await().until(() -> lucy.request().body("{}").post(EXECUTE).statusCode() == 200);
    lucy.request().body("{}").post(EXECUTE).then().statusCode(200);
    lucy.request().body("{}").post(EXECUTE).then().statusCode(200);
    linus.request().body("{}").post(EXECUTE).then().statusCode(200);
    linus
        .request()
        .body("{}")
        .post(EXECUTE)
        .then()
        .statusCode(200)
        .header("RateLimit-Policy", containsString("\"profile\";q=5;w=60"));

    linus
        .request()
        .body("{}")
        .post(EXECUTE)
        .then()
        .statusCode(429)
        .header("RateLimit", not(containsString("\"user\";r=0")));
  }

  private static void grantToGuest() {
    Logins.asAdmin()
        .contentType("application/json")
        .body(Map.of("authorization", "POST /process/:idProcess/execute"))
        .post("/profiles/2/authorizations");
  }

  // --- a service that fails ---

  @Test
  void shouldStopAskingAServiceThatFailsAndAskAgainLater() {
    var admin = Logins.admin();
    FakeService widgets = services.get("widget");
    widgets.answer(request -> request.response().setStatusCode(503).end());
    for (int i = 0; i < 4; i++) {
      admin.request().get("/widgets").then().statusCode(503);
    }

    int before = widgets.requests();
    admin
        .request()
        .get("/widgets")
        .then()
        .statusCode(503)
        .header("Retry-After", equalTo("1"))
        .body("code", equalTo("unavailable"));
    assertThat(widgets.requests()).isEqualTo(before);
    // The others are not touched by it.
    admin.request().get("/process").then().statusCode(200);

    widgets.reset();
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> admin.request().get("/widgets").statusCode() == 200);
  }

  @Test
  void shouldNotTakeTheFailureOfADeviceForOneOfTheService() {
    var admin = Logins.admin();
    services
        .get("smartobject")
        .answer(
            request ->
                request
                    .response()
                    .setStatusCode(503)
                    .putHeader("X-Castellan-Outcome", "business")
                    .end("{}"));

    for (int i = 0; i < 12; i++) {
      admin.request().get("/smartobjects").then().statusCode(503);
    }

    assertThat(services.get("smartobject").requests()).isEqualTo(12);
  }
}
