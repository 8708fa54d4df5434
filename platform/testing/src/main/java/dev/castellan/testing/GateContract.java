package dev.castellan.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.identity.TokenRevoked;
import dev.castellan.contracts.routes.Envelope;
import dev.castellan.contracts.routes.Route;
import dev.castellan.contracts.routes.RouteTable;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the gate of every service must do, in the envelope of its API. A service inherits these
 * tests: {@code @QuarkusTest @WithTestResource(Backends.class) class WidgetGateTest extends
 * GateContract}.
 */
public abstract class GateContract {

  @TestHTTPResource(value = "/health/ready", management = true)
  URL ready;

  private final Envelope envelope;
  private final String list;

  /**
   * @param list path of a GET route that a guest may call and that has no DELETE
   */
  protected GateContract(Envelope envelope, String list) {
    this.envelope = envelope;
    this.list = list;
  }

  @BeforeEach
  void waitUntilReady() {
    Readiness.await(ready);
  }

  @Test
  void shouldAnswerWhoeverHasTheRouteGranted() {
    TestTokens.asAdmin().get(list).then().statusCode(200);
    TestTokens.asOccupant().get(list).then().statusCode(200);
    TestTokens.asGuest().get(list).then().statusCode(200);
  }

  @Test
  void shouldTakeTheTokenAsItIsToo() {
    given().header("Authorization", TestTokens.guest()).get(list).then().statusCode(200);
  }

  @Test
  void shouldAskForATokenWhenThereIsNone() {
    Response response = given().get(list);

    FailureShape.assertThatIt(response, envelope, 401, "token-missing");
    assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @Test
  void shouldRefuseAnExpiredToken() {
    Response response = TestTokens.with(TestTokens.expired()).get(list);

    FailureShape.assertThatIt(response, envelope, 401, "token-expired");
  }

  @Test
  void shouldRefuseEveryTokenThatIsNotRight() {
    TestTokens.bad()
        .forEach(
            (flaw, token) -> {
              Response response = TestTokens.with(token).get(list);
              assertThat(response.statusCode()).as(flaw).isEqualTo(401);
              FailureShape.assertThatIt(response, envelope, 401, response.path("code"));
              assertThat(response.header("WWW-Authenticate")).as(flaw).startsWith("Bearer error=");
            });
  }

  @Test
  void shouldRefuseATokenAsSoonAsItIsRevoked() throws Exception {
    // A second is what is promised from a revocation to the first refusal.
    Promise.assertKept(Duration.ofSeconds(1), this::timeUntilARevokedTokenIsRefused);
  }

  private Duration timeUntilARevokedTokenIsRefused() {
    TokenDraft draft = TestTokens.ofAdmin();
    String token = draft.sign();
    TestTokens.with(token).get(list).then().statusCode(200);

    EventProbe.send(
        "token:" + draft.id(), new TokenRevoked(draft.id(), Instant.now().plusSeconds(900)));

    Duration taken = Promise.timeUntil(() -> TestTokens.with(token).get(list).statusCode() == 401);
    FailureShape.assertThatIt(TestTokens.with(token).get(list), envelope, 401, "token-revoked");
    return taken;
  }

  @Test
  void shouldDecideEveryRouteForEveryBearerAsTheRouteTableSays() {
    TokenDraft revoked = TestTokens.ofAdmin();
    String revokedToken = revoked.sign();
    EventProbe.send(
        "token:" + revoked.id(), new TokenRevoked(revoked.id(), Instant.now().plusSeconds(900)));
    Awaitility.await().until(() -> TestTokens.with(revokedToken).get(list).statusCode() == 401);

    RightsTable.check(
        route -> route.service().equals(service()),
        bearer ->
            switch (bearer) {
              case NOBODY -> null;
              case GUEST -> TestTokens.guest();
              case OCCUPANT -> TestTokens.occupant();
              case ADMIN -> TestTokens.admin();
              case EXPIRED -> TestTokens.expired();
              case REVOKED -> revokedToken;
              case UNSIGNED -> TestTokens.unsigned();
              case FORGED -> TestTokens.forged();
              case UNKNOWN_KEY -> TestTokens.unknownKey();
              case SIGNED_WITH_THE_PUBLIC_KEY -> TestTokens.signedWithThePublicKey();
            });
  }

  private static String service() {
    return ConfigProvider.getConfig().getValue("castellan.gate.service", String.class);
  }

  @Test
  void shouldRefuseAProfileNobodyKnows() {
    String token = TestTokens.of(99, "stranger", 4711, "stranger").sign();

    FailureShape.assertThatIt(TestTokens.with(token).get(list), envelope, 403, "forbidden");
  }

  @Test
  void shouldNotKnowAPathThatIsNotInTheRouteTable() {
    Response response = TestTokens.asAdmin().get(list + "/no/such/path/as/this");

    FailureShape.assertThatIt(response, envelope, 404, "route-not-found");
  }

  @Test
  void shouldNameTheMethodsOfAPathThatHasNotTheOneAskedFor() {
    Response response = TestTokens.asAdmin().delete(list);

    FailureShape.assertThatIt(response, envelope, 405, "method-not-allowed");
    assertThat(response.header("Allow")).contains("GET");
  }

  @Test
  void shouldRefuseAPathThatTwoReadersCouldTakeForTwo() {
    Response response = raw(TestTokens.asAdmin()).get(list + "/%252e%252e");

    FailureShape.assertThatIt(response, envelope, 400, "bad-path");
  }

  @Test
  void shouldSettleThePathBeforeItDecides() {
    raw(TestTokens.asGuest()).get("//elsewhere/.." + list + "//./").then().statusCode(200);
    FailureShape.assertThatIt(
        raw(given()).get("/%2F" + list + "%2f"), envelope, 401, "token-missing");
  }

  @Test
  void shouldRefuseABodyBeyondTheLimitOfTheRouteBeforeItIsRead() {
    Response response =
        TestTokens.asAdmin().contentType("application/json").body(new byte[70_000]).get(list);

    FailureShape.assertThatIt(response, envelope, 413, "payload-too-large");
  }

  @Test
  void shouldReadNoMoreOfABodyWithoutLengthThanTheRouteAdmits() throws IOException {
    Route route =
        RouteTable.load().routes().stream()
            .filter(each -> each.service().equals(service()) && each.method().equals("POST"))
            .filter(each -> !each.template().contains(":") && each.maxBody() <= 4 << 20)
            .findFirst()
            .orElseThrow();

    assertThat(sendInChunks(route, route.maxBody() + 1)).isEqualTo(413);
  }

  /** Blanks as far as the eye can see. */
  private static int sendInChunks(Route route, long bytes) throws IOException {
    URI uri = URI.create(RestAssured.baseURI + ":" + RestAssured.port + route.template());
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestMethod(route.method());
    connection.setRequestProperty("Authorization", TestTokens.admin());
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setDoOutput(true);
    connection.setChunkedStreamingMode(8 << 10);
    try (OutputStream out = connection.getOutputStream()) {
      byte[] blanks = " ".repeat(8 << 10).getBytes(StandardCharsets.US_ASCII);
      for (long left = bytes; left > 0; left -= blanks.length) {
        out.write(blanks, 0, (int) Math.min(left, blanks.length));
      }
    }
    return connection.getResponseCode();
  }

  @Test
  void shouldTellEveryRequestItsId() {
    String given = UUID.randomUUID().toString();

    assertThat(TestTokens.asGuest().get(list).header("X-Request-Id")).isNotBlank();
    assertThat(raw(TestTokens.asGuest()).get("/" + list).header("X-Request-Id")).isNotBlank();
    assertThat(TestTokens.asGuest().header("X-Request-Id", given).get(list).header("X-Request-Id"))
        .isEqualTo(given);
    assertThat(
            TestTokens.asGuest()
                .header("X-Request-Id", "<script>")
                .get(list)
                .header("X-Request-Id"))
        .isNotEqualTo("<script>");
  }

  private static RequestSpecification raw(RequestSpecification request) {
    return request.urlEncodingEnabled(false);
  }
}
