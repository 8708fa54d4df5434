package dev.castellan.gateway.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.gateway.GatewayTest;
import dev.castellan.gateway.Logins;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@GatewayTest
class OwnPasswordTest {

  @Test
  void shouldChangeThePasswordAndVoidEveryToken() {
    var user = Logins.newUser("guest");

    change(user, user.password(), "another-one").statusCode(200);

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> user.request().get("/auth/me").statusCode() == 401);
    refused(user.password());
    Logins.login(user.login(), "another-one");
    given()
        .contentType(ContentType.URLENC)
        .formParam("grant_type", "refresh_token")
        .formParam("refresh_token", user.refreshToken())
        .post("/auth/token")
        .then()
        .statusCode(400);
  }

  @Test
  void shouldKeepThePasswordWhenTheOldOneIsWrong() {
    var user = Logins.newUser("guest");

    change(user, "not-the-password", "another-one")
        .statusCode(422)
        .body("data.field", contains("old"));
    change(user, user.password(), "short").statusCode(422).body("data.field", contains("new"));
    given()
        .contentType(ContentType.JSON)
        .body("{}")
        .put("/auth/me/password")
        .then()
        .statusCode(401);

    user.request().get("/auth/me").then().statusCode(200);
    Logins.login(user.login(), user.password());
  }

  @Test
  void shouldStopGuessingOfTheOldOne() {
    var user = Logins.newUser("guest");

    for (int i = 0; i < 5; i++) {
      change(user, "guess-" + i, "another-one").statusCode(422);
    }

    change(user, user.password(), "another-one")
        .statusCode(429)
        .body("code", equalTo("too-many-requests"));
  }

  private static ValidatableResponse change(Logins.Session user, String old, String fresh) {
    return user.request()
        .contentType(ContentType.JSON)
        .body(Map.of("old", old, "new", fresh))
        .put("/auth/me/password")
        .then();
  }

  private static void refused(String password) {
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("login", "nobody", "password", password))
        .post("/auth/token")
        .then()
        .statusCode(401);
  }
}
