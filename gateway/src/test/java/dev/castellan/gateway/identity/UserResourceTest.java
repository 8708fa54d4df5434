package dev.castellan.gateway.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import dev.castellan.contracts.Topics;
import dev.castellan.contracts.identity.UserTokensRevoked;
import dev.castellan.gateway.GatewayTest;
import dev.castellan.gateway.Logins;
import dev.castellan.testing.EventProbe;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@GatewayTest
class UserResourceTest {

  @Test
  void shouldMakeAUserWhoCanLogIn() {
    String login = unique();

    var made =
        create(Map.of("login", login, "password", "correct-horse", "profile", "occupant"))
            .statusCode(201)
            .body("error", equalTo(false))
            .body("code", equalTo("ok"))
            .body("data.login", equalTo(login))
            .body("data.profile.id", equalTo(3))
            .body("data.profile.name", equalTo("occupant"))
            .body("data.enabled", equalTo(true))
            .body("data", not(hasKey("password")))
            .body("data", not(hasKey("passwordHash")))
            .extract();

    long id = made.jsonPath().getLong("data.id");
    assertThat(made.header("Location")).isEqualTo("/users/" + id);
    assertThat(Logins.login(login, "correct-horse").id()).isEqualTo(id);
    Logins.asAdmin().get("/users/" + id).then().statusCode(200).body("data.login", equalTo(login));
    Logins.asAdmin()
        .get("/api/users")
        .then()
        .statusCode(200)
        .body("data.login", hasItem(login))
        .body("data.login", hasItem("admin"))
        .body("data", everyItem(not(hasKey("passwordHash"))));
  }

  @Test
  void shouldTakeTheProfileInEverySpelling() {
    for (Object profile :
        List.of(2, "guest", "2", Map.of("id", 2), Map.of("id", 2, "name", "guest"))) {
      create(Map.of("login", unique(), "password", "correct-horse", "profile", profile))
          .statusCode(201)
          .body("data.profile.name", equalTo("guest"));
    }
  }

  @Test
  void shouldRefuseALoginThatIsTaken() {
    var user = Logins.newUser("guest");

    create(Map.of("login", user.login(), "password", "correct-horse", "profile", 2))
        .statusCode(409)
        .body("code", equalTo("login-taken"));
    create(Map.of("login", user.login().toUpperCase(), "password", "correct-horse", "profile", 2))
        .statusCode(409)
        .body("code", equalTo("login-taken"));
  }

  @Test
  void shouldLetOnlyOneOfManyHaveALogin() {
    String login = unique();
    String admin = Logins.admin().token();

    var codes =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () ->
                            Logins.with(admin)
                                .contentType(ContentType.JSON)
                                .body(
                                    Map.of(
                                        "login", login, "password", "correct-horse", "profile", 2))
                                .post("/users")
                                .statusCode()))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(codes).containsOnlyOnce(201).containsOnly(201, 409);
  }

  @Test
  void shouldNameEveryBrokenField() {
    create(Map.of("login", "-", "password", "short"))
        .statusCode(422)
        .body("code", equalTo("invalid"))
        .body("data.field", containsInAnyOrder("login", "password", "profile"));
    create(Map.of("login", unique(), "password", "correct-horse", "profile", "nobody"))
        .statusCode(422)
        .body("code", equalTo("profile-unknown"));
    create(Map.of("login", unique(), "password", "correct-horse", "profile", 999_999))
        .statusCode(422)
        .body("code", equalTo("profile-unknown"));
  }

  @Test
  void shouldSayThatAUserDoesNotExist() {
    Logins.asAdmin()
        .get("/users/999999")
        .then()
        .statusCode(404)
        .body("code", equalTo("user-not-found"));
    Logins.asAdmin().delete("/users/999999").then().statusCode(404);
    change(999_999, Map.of("enabled", false)).statusCode(404);
  }

  @Test
  void shouldVoidTheTokensOfADeletedUser() {
    var user = Logins.newUser("guest");
    Instant before = Instant.now();

    try (EventProbe probe = EventProbe.on(Topics.IDENTITY_STATE)) {
      Logins.asAdmin().delete("/users/" + user.id()).then().statusCode(200);

      var revoked = probe.await(UserTokensRevoked.class, each -> each.userId() == user.id());
      assertThat(revoked.issuedBefore()).isBetween(before, before.plusSeconds(30));
      assertThat(revoked.expiresAt()).isAfter(revoked.issuedBefore().plusSeconds(899));
    }
    awaitRevoked(user.token());
    refresh(user.refreshToken()).statusCode(400);
    Logins.asAdmin().get("/users/" + user.id()).then().statusCode(404);
    loginFails(user.login(), user.password());
  }

  @Test
  void shouldVoidTheTokensOfAChangedUserButNotHisNewOnes() {
    var user = Logins.newUser("guest");

    change(user.id(), Map.of("profile", "occupant"))
        .statusCode(200)
        .body("data.profile.name", equalTo("occupant"))
        .body("data.version", equalTo(2));

    // At once, in the very second of the change.
    var again = Logins.login(user.login(), user.password());
    awaitRevoked(user.token());
    refresh(user.refreshToken()).statusCode(400);
    again.request().get("/auth/me").then().statusCode(200).body("data.profile.id", equalTo(3));
  }

  @Test
  void shouldKeepADisabledUserOut() {
    var user = Logins.newUser("guest");

    change(user.id(), Map.of("enabled", false)).statusCode(200);

    awaitRevoked(user.token());
    loginFails(user.login(), user.password());
    change(user.id(), Map.of("enabled", 1)).statusCode(200);
    Logins.login(user.login(), user.password());
  }

  @Test
  void shouldChangeAPassword() {
    var user = Logins.newUser("guest");

    change(user.id(), Map.of("password", "battery-staple")).statusCode(200);

    loginFails(user.login(), user.password());
    Logins.login(user.login(), "battery-staple");
  }

  @Test
  void shouldProtectTheAdministrator() {
    long admin = Logins.admin().id();

    Logins.asAdmin()
        .delete("/users/" + admin)
        .then()
        .statusCode(409)
        .body("code", equalTo("built-in"));
    change(admin, Map.of("enabled", false)).statusCode(409);
    change(admin, Map.of("profile", "guest")).statusCode(409);
    Logins.asAdmin().get("/users/" + admin).then().statusCode(200);
  }

  private static void awaitRevoked(String token) {
    Awaitility.await()
        .untilAsserted(
            () ->
                Logins.with(token)
                    .get("/auth/me")
                    .then()
                    .statusCode(401)
                    .body("code", equalTo("token-revoked")));
  }

  private static void loginFails(String login, String password) {
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("login", login, "password", password))
        .post("/auth/token")
        .then()
        .statusCode(401)
        .body("code", equalTo("login-invalid"));
  }

  private static ValidatableResponse refresh(String token) {
    return given()
        .contentType(ContentType.URLENC)
        .formParam("grant_type", "refresh_token")
        .formParam("refresh_token", token)
        .post("/auth/token")
        .then();
  }

  @Test
  void shouldVoidTokensThatWereIssuedBetweenTwoChangesInTheSameSecond() {
    var user = Logins.newUser("guest");
    for (int i = 0; i < 5; i++) {
      enable(user);
      var again = Logins.login(user.login(), user.password());
      enable(user);
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> again.request().get("/auth/me").statusCode() == 401);
    }
  }

  private static void enable(Logins.Session user) {
    Logins.asAdmin()
        .contentType(ContentType.JSON)
        .body(Map.of("enabled", true))
        .patch("/users/" + user.id())
        .then()
        .statusCode(200);
  }

  private static ValidatableResponse create(Map<String, Object> body) {
    return Logins.asAdmin().contentType(ContentType.JSON).body(body).post("/users").then();
  }

  private static ValidatableResponse change(long id, Map<String, Object> body) {
    return Logins.asAdmin().contentType(ContentType.JSON).body(body).patch("/users/" + id).then();
  }

  private static String unique() {
    return "user-" + UUID.randomUUID();
  }
}
