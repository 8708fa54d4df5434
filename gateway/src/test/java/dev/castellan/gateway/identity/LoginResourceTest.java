package dev.castellan.gateway.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.castellan.gateway.GatewayTest;
import dev.castellan.gateway.Logins;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

@QuarkusTest
@GatewayTest
class LoginResourceTest {

  @Test
  void shouldGiveTokensForAJsonLogin() {
    var answer =
        jsonLogin("admin", Logins.adminPassword())
            .statusCode(200)
            .header("Cache-Control", "no-store")
            .body("error", equalTo(false))
            .body("code", equalTo("ok"))
            .body("message", equalTo(""))
            .body("data.expiresIn", equalTo(900))
            .body("data.profile", equalTo(1))
            .body("data.refreshToken", notNullValue())
            .extract()
            .jsonPath();

    String[] parts = answer.getString("data.token").split("\\.");
    assertThat(decoded(parts[0])).contains("\"alg\":\"RS256\"", "\"kid\":");
    assertThat(decoded(parts[1]))
        .contains("\"iss\":\"castellan\"", "\"aud\":\"castellan\"", "\"upn\":\"admin\"")
        .contains("\"groups\":[\"admin\"]", "\"profile\":1", "\"jti\":", "\"iat\":", "\"exp\":")
        .containsPattern("\"sub\":\"\\d+\"");
  }

  @Test
  void shouldGiveTokensForAFormLogin() {
    form(Map.of("grant_type", "password", "username", "admin", "password", Logins.adminPassword()))
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("access_token", notNullValue())
        .body("token_type", equalTo("Bearer"))
        .body("expires_in", equalTo(900))
        .body("refresh_token", notNullValue())
        .body("$", not(hasKey("error")));
  }

  @Test
  void shouldPutTheTokenBesideTheCodeForTheOldLogin() {
    given()
        .body("{\"login\":\"admin\",\"password\":\"" + Logins.adminPassword() + "\"}")
        .contentType(ContentType.JSON)
        .post("/api/authentification")
        .then()
        .statusCode(200)
        .body("error", equalTo(false))
        .body("code", equalTo("ok"))
        .body("message", equalTo(""))
        .body("profile", equalTo(1))
        .body("token", notNullValue());
  }

  @Test
  void shouldFindLoginsWithoutRegardToCase() {
    jsonLogin("ADMIN", Logins.adminPassword()).statusCode(200);
  }

  @Test
  void shouldAnswerAWrongPasswordAndAnUnknownLoginAlike() {
    var user = Logins.newUser("guest");

    String wrong = refused(user.login());
    String unknown = refused("nobody-" + UUID.randomUUID());

    assertThat(unknown)
        .isEqualTo(wrong)
        .isEqualTo(
            "{\"error\":true,\"code\":\"login-invalid\",\"message\":\"Login or password is"
                + " wrong\"}");
  }

  private static String refused(String login) {
    return jsonLogin(login, "certainly-wrong")
        .statusCode(401)
        .header("WWW-Authenticate", notNullValue())
        .extract()
        .asString();
  }

  @Test
  void shouldAnswerAFormWithAWrongPasswordInTheTermsOfOAuth() {
    form(Map.of("grant_type", "password", "username", unknown(), "password", "certainly-wrong"))
        .statusCode(400)
        .header("Cache-Control", "no-store")
        .body("error", equalTo("invalid_grant"))
        .body("error_description", equalTo("Login or password is wrong"));
  }

  @Test
  void shouldSayWhatIsWrongWithAForm() {
    form(Map.of()).statusCode(400).body("error", equalTo("invalid_request"));
    form(Map.of("grant_type", "password", "username", "admin"))
        .statusCode(400)
        .body("error", equalTo("invalid_request"))
        .body("error_description", equalTo("password is missing"));
    form(Map.of("grant_type", "client_credentials"))
        .statusCode(400)
        .body("error", equalTo("unsupported_grant_type"));
    given()
        .contentType(ContentType.URLENC)
        .body("grant_type=password&grant_type=password&username=a&password=b")
        .post("/auth/token")
        .then()
        .statusCode(400)
        .body("error", equalTo("invalid_request"));
  }

  @Test
  void shouldNameEveryMissingFieldOfAJsonLogin() {
    given()
        .contentType(ContentType.JSON)
        .body("{}")
        .post("/auth/token")
        .then()
        .statusCode(422)
        .body("code", equalTo("invalid"))
        .body("data.field", org.hamcrest.Matchers.contains("login", "password"));
  }

  @Test
  void shouldRefuseABodyThatIsNoJson() {
    given()
        .contentType(ContentType.JSON)
        .body("{\"login\":")
        .post("/auth/token")
        .then()
        .statusCode(400)
        .body("code", equalTo("malformed-json"));
    given()
        .contentType("text/csv")
        .body("a,b")
        .post("/auth/token")
        .then()
        .statusCode(415)
        .body("code", equalTo("unsupported-media-type"));
  }

  @Test
  void shouldRefuseTheSixthAttemptAfterFiveFailures() {
    var user = Logins.newUser("guest");
    for (int i = 0; i < 5; i++) {
      jsonLogin(user.login(), "certainly-wrong").statusCode(401);
    }

    var answer =
        jsonLogin(user.login(), user.password())
            .statusCode(429)
            .body("code", equalTo("too-many-requests"))
            .extract();

    assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 301);
    form(Map.of("grant_type", "password", "username", user.login(), "password", user.password()))
        .statusCode(429)
        .header("Retry-After", notNullValue())
        .body("error", equalTo("temporarily_unavailable"));
    // Others are not made to suffer for it.
    jsonLogin("admin", Logins.adminPassword()).statusCode(200);
  }

  @Test
  void shouldAnswerWhatCannotBeALoginLikeAnUnknownOne() {
    String nul = "a\u0000" + UUID.randomUUID();
    form(Map.of("grant_type", "password", "username", nul, "password", "certainly-wrong"))
        .statusCode(400)
        .body("error", equalTo("invalid_grant"));
    jsonLogin(nul, "certainly-wrong").statusCode(401).body("code", equalTo("login-invalid"));
    form(Map.of("grant_type", "password", "username", "x".repeat(65), "password", "wrong"))
        .statusCode(400)
        .body("error", equalTo("invalid_grant"));
    form(Map.of("grant_type", "password", "username", unknown(), "password", "x".repeat(257)))
        .statusCode(400)
        .body("error", equalTo("invalid_grant"));
  }

  @Test
  void shouldCountFailuresOfUnknownLoginsToo() {
    String login = unknown();
    for (int i = 0; i < 5; i++) {
      jsonLogin(login, "certainly-wrong").statusCode(401);
    }
    jsonLogin(login, "certainly-wrong").statusCode(429);
  }

  @Test
  void shouldTellTheCallerWhoHeIs() {
    var user = Logins.newUser("occupant");

    user.request()
        .get("/auth/me")
        .then()
        .statusCode(200)
        .body("data.id", equalTo((int) user.id()))
        .body("data.login", equalTo(user.login()))
        .body("data.profile.id", equalTo(3))
        .body("data.profile.name", equalTo("occupant"));
    // The raw form of the header works as well, and under /api too.
    given().header("Authorization", user.token()).get("/api/auth/me").then().statusCode(200);
  }

  @Test
  void shouldPublishOnlyPublicKeys() {
    given()
        .get("/auth/jwks")
        .then()
        .statusCode(200)
        .header("Cache-Control", containsString("max-age"))
        .body("keys.size()", greaterThanOrEqualTo(1))
        .body("keys[0].kty", equalTo("RSA"))
        .body("keys[0].alg", equalTo("RS256"))
        .body("keys[0].use", equalTo("sig"))
        .body("keys[0].kid", notNullValue())
        .body("keys", everyItem(not(hasKey("d"))))
        .body("keys", everyItem(not(hasKey("p"))));
  }

  private static final AtomicLong UNKNOWN = new AtomicLong();

  private static String unknown() {
    return "unknown-" + UNKNOWN.incrementAndGet();
  }

  private static ValidatableResponse jsonLogin(String login, String password) {
    return given()
        .contentType(ContentType.JSON)
        .body(Map.of("login", login, "password", password))
        .post("/auth/token")
        .then();
  }

  private static ValidatableResponse form(Map<String, String> parameters) {
    RequestSpecification request = given().contentType(ContentType.URLENC);
    parameters.forEach(request::formParam);
    return request.post("/auth/token").then();
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }
}
