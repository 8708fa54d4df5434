package dev.castellan.gateway.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.gateway.GatewayTest;
import dev.castellan.gateway.Logins;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@GatewayTest
class RefreshTest {

  @Test
  void shouldTradeARefreshTokenForFreshTokens() {
    var user = Logins.newUser("guest");

    JsonPath fresh = refresh(user.refreshToken()).statusCode(200).extract().jsonPath();

    Assertions.assertThat(fresh.getString("refresh_token")).isNotEqualTo(user.refreshToken());
    me(fresh.getString("access_token")).statusCode(200).body("data.login", equalTo(user.login()));
    refresh(fresh.getString("refresh_token")).statusCode(200);
  }

  @Test
  void shouldVoidTheWholeFamilyWhenARefreshTokenIsUsedTwice() {
    var user = Logins.newUser("guest");
    var other = Logins.login(user.login(), user.password());
    JsonPath fresh = refresh(user.refreshToken()).statusCode(200).extract().jsonPath();

    refresh(user.refreshToken()).statusCode(400).body("error", equalTo("invalid_grant"));

    refresh(fresh.getString("refresh_token"))
        .statusCode(400)
        .body("error", equalTo("invalid_grant"));
    awaitRevoked(fresh.getString("access_token"));
    awaitRevoked(user.token());
    // Another login of the same user has nothing to do with it.
    me(other.token()).statusCode(200);
    refresh(other.refreshToken()).statusCode(200);
  }

  @Test
  void shouldLetOnlyOneOfManyRefreshWithTheSameToken() {
    var user = Logins.newUser("guest");

    var codes =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> refresh(user.refreshToken()).extract().statusCode()))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    Assertions.assertThat(codes).containsOnlyOnce(200).containsOnly(200, 400);
  }

  @Test
  void shouldRefuseARefreshTokenThatIsNone() {
    refresh("nothing-we-gave").statusCode(400).body("error", equalTo("invalid_grant"));
  }

  @Test
  void shouldVoidTheTokenAndItsFamilyOnLogout() {
    var user = Logins.newUser("guest");

    user.request().post("/auth/logout").then().statusCode(200).body("error", equalTo(false));

    awaitRevoked(user.token());
    refresh(user.refreshToken()).statusCode(400);
  }

  @Test
  void shouldVoidWhatIsHandedInForRevocation() {
    var byRefreshToken = Logins.newUser("guest");
    var byAccessToken = Logins.newUser("guest");

    revoke(byRefreshToken.refreshToken()).statusCode(200);
    revoke(byAccessToken.token()).statusCode(200);

    awaitRevoked(byRefreshToken.token());
    refresh(byRefreshToken.refreshToken()).statusCode(400);
    awaitRevoked(byAccessToken.token());
    refresh(byAccessToken.refreshToken()).statusCode(400);
  }

  @Test
  void shouldNotTellWhetherATokenToRevokeWasOne() {
    revoke("nothing-we-gave").statusCode(200);
    given()
        .contentType(ContentType.URLENC)
        .formParam("token_type_hint", "access_token")
        .post("/auth/revoke")
        .then()
        .statusCode(400)
        .body("error", equalTo("invalid_request"));
  }

  private static void awaitRevoked(String token) {
    Awaitility.await()
        .untilAsserted(() -> me(token).statusCode(401).body("code", equalTo("token-revoked")));
  }

  private static ValidatableResponse me(String token) {
    return given().header("Authorization", "Bearer " + token).get("/auth/me").then();
  }

  private static ValidatableResponse refresh(String token) {
    return given()
        .contentType(ContentType.URLENC)
        .formParam("grant_type", "refresh_token")
        .formParam("refresh_token", token)
        .post("/auth/token")
        .then();
  }

  private static ValidatableResponse revoke(String token) {
    return given()
        .contentType(ContentType.URLENC)
        .formParam("token", token)
        .post("/auth/revoke")
        .then();
  }
}
