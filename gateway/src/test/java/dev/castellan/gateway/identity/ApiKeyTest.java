package dev.castellan.gateway.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import dev.castellan.gateway.Fake;
import dev.castellan.gateway.FakeService;
import dev.castellan.gateway.GatewayTest;
import dev.castellan.gateway.Logins;
import dev.castellan.testing.Promise;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@GatewayTest
class ApiKeyTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @Fake("widget")
  FakeService widgets;

  private Logins.Session user;

  @BeforeEach
  void makeAUser() {
    widgets.reset();
    user = Logins.newUser("guest");
  }

  @Test
  void shouldShowAKeyOnceAndSwapItForATokenOfItsUser() {
    JsonPath made = create(Map.of("name", "meter", "user", user.login()));
    String key = made.getString("data.key");
    assertThat(key).matches("cst_[A-Za-z0-9_-]{43}");
    assertThat(made.getLong("data.user.id")).isEqualTo(user.id());

    with(key)
        .then()
        .statusCode(200)
        .body("headers", not(hasKey("x-api-key")))
        .body("headers.authorization", not(equalTo(key)));
    me(key).then().body("data.id", equalTo((int) user.id()));
    given().header("X-API-Key", key).get("/users").then().statusCode(403);

    Logins.asAdmin()
        .get("/apikeys")
        .then()
        .statusCode(200)
        .body("data", everyItem(not(hasKey("key"))));
    Logins.asAdmin()
        .get("/apikeys/" + made.getLong("data.id"))
        .then()
        .statusCode(200)
        .body("data.prefix", equalTo(key.substring(0, 10)))
        .body("data", not(hasKey("key")))
        .body("data", not(hasKey("keyHash")));
  }

  @Test
  void shouldRefuseAKeyWithinASecondOfItsEnd() throws Exception {
    Promise.assertKept(
        SECOND,
        () -> {
          JsonPath made = create(Map.of("name", "meter", "user", user.id()));
          String key = made.getString("data.key");
          String token = with(key).jsonPath().getString("headers.authorization");

          Logins.asAdmin().delete("/apikeys/" + made.getLong("data.id")).then().statusCode(200);

          Duration taken =
              Promise.timeUntil(
                  () ->
                      with(key).statusCode() == 401
                          // What it was swapped for might have been overheard.
                          && given().header("Authorization", token).get("/widgets").statusCode()
                              == 401);
          with(key).then().body("code", equalTo("api-key-invalid"));
          Logins.asAdmin().delete("/apikeys/" + made.getLong("data.id")).then().statusCode(404);
          return taken;
        });
  }

  @Test
  void shouldFollowItsUser() throws Exception {
    Promise.assertKept(
        SECOND,
        () -> {
          user = Logins.newUser("guest");
          String key = create(Map.of("name", "meter", "user", user.id())).getString("data.key");
          with(key).then().statusCode(200);

          change(Map.of("profile", "occupant")).statusCode(200);
          me(key).then().statusCode(200);
          Duration moved =
              Promise.timeUntil(
                  () -> "occupant".equals(me(key).jsonPath().getString("data.profile.name")));

          change(Map.of("enabled", false)).statusCode(200);
          Duration out = Promise.timeUntil(() -> with(key).statusCode() == 401);
          return moved.compareTo(out) > 0 ? moved : out;
        });
  }

  @Test
  void shouldEndWhenItIsSaidTo() {
    String key =
        create(
                Map.of(
                    "name",
                    "soon",
                    "user",
                    user.id(),
                    "expiresAt",
                    Instant.now().plusSeconds(8).toString()))
            .getString("data.key");
    with(key).then().statusCode(200);

    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> with(key).statusCode() == 401);
  }

  @Test
  void shouldRefuseWhatIsNoKey() {
    with("cst_" + "A".repeat(43)).then().statusCode(401).body("code", equalTo("api-key-invalid"));
    with("nonsense").then().statusCode(401);
    // A token that is there counts, whatever the key.
    given()
        .header("X-API-Key", "nonsense")
        .header("Authorization", user.token())
        .get("/widgets")
        .then()
        .statusCode(200)
        .body("headers", not(hasKey("x-api-key")));
  }

  @Test
  void shouldRefuseToMakeWhatIsNoKey() {
    request(Map.of()).statusCode(422);
    request(Map.of("name", "x", "user", "nobody-of-that-name"))
        .statusCode(422)
        .body("code", equalTo("user-unknown"));
    request(Map.of("name", "x", "expiresAt", "2020-01-01T00:00:00Z")).statusCode(422);
    user.request()
        .contentType(ContentType.JSON)
        .body(Map.of("name", "x"))
        .post("/apikeys")
        .then()
        .statusCode(403);
  }

  private static Response with(String key) {
    return given().header("X-API-Key", key).get("/widgets");
  }

  private static JsonPath create(Map<String, Object> body) {
    return request(body).statusCode(201).extract().jsonPath();
  }

  private static ValidatableResponse request(Map<String, Object> body) {
    return Logins.asAdmin().contentType(ContentType.JSON).body(body).post("/apikeys").then();
  }

  private ValidatableResponse change(Map<String, Object> body) {
    return Logins.asAdmin()
        .contentType(ContentType.JSON)
        .body(body)
        .patch("/users/" + user.id())
        .then();
  }

  private static Response me(String key) {
    return given().header("X-API-Key", key).get("/auth/me");
  }
}
