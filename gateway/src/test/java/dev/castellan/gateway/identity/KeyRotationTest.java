package dev.castellan.gateway.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.gateway.GatewayTest;
import dev.castellan.gateway.Logins;
import dev.castellan.messaging.jdbc.Jdbc;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An hour between publishing and signing, looked at every second: see FakeServices. */
@QuarkusTest
@GatewayTest
class KeyRotationTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject Jdbc jdbc;

  /** Others publish keys too, and none while one is on its way. */
  @BeforeEach
  void turnWhatIsOnItsWay() {
    next().forEach(this::makeDue);
    Awaitility.await().atMost(PATIENCE).until(() -> next().isEmpty());
  }

  @Test
  void shouldPublishANewKeyBeforeItSignsAndKeepTheOldOneUntilItsTokensHaveExpired() {
    var admin = Logins.admin();
    String old = kid(admin.token());

    Response published = admin.request().post("/auth/keys");
    published.then().statusCode(201).body("data.state", equalTo("next"));
    String fresh = published.path("data.kid");

    assertThat(fresh).isNotEqualTo(old);
    assertThat(published()).contains(old, fresh);
    // Asked again while it is on its way, it is the same one.
    admin.request().post("/auth/keys").then().body("data.kid", equalTo(fresh));
    assertThat(kid(Logins.admin().token())).isEqualTo(old);
    makeDue(fresh);
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(kid(Logins.admin().token())).isEqualTo(fresh));
    admin.request().get("/auth/me").then().statusCode(200);
    assertThat(published()).contains(old, fresh);
    List<String> states =
        admin
            .request()
            .get("/auth/keys")
            .jsonPath()
            .getList("data.findAll { it.kid in ['%s', '%s'] }.state".formatted(old, fresh));
    assertThat(states).containsExactly("retired", "current");
  }

  @Test
  void shouldTurnByItselfWhenTheKeyIsWorn() {
    String worn = kid(Logins.admin().token());

    age(worn, "31 days");

    makeDue(
        Awaitility.await().atMost(PATIENCE).until(() -> next(), each -> !each.isEmpty()).get(0));
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(kid(Logins.admin().token())).isNotEqualTo(worn));
    assertThat(published()).contains(worn);
  }

  @Test
  void shouldForgetARetiredKeyWhenItsLastTokenHasExpired() {
    String old = kid(Logins.admin().token());
    Response fresh = Logins.asAdmin().post("/auth/keys");
    fresh.then().statusCode(201);
    makeDue(fresh.path("data.kid"));
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(kid(Logins.admin().token())).isNotEqualTo(old));

    age(old, "15 minutes");
    assertThat(published()).contains(old);
    age(old, "17 minutes");

    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(published()).doesNotContain(old));
  }

  private static List<String> next() {
    return Logins.asAdmin()
        .get("/auth/keys")
        .jsonPath()
        .getList("data.findAll { it.state == 'next' }.kid");
  }

  /** As if the key had been published for longer than it must be before it signs. */
  private void makeDue(String kid) {
    age(kid, "2 hours");
  }

  /** As if the key had been what it is for that long. */
  private void age(String kid, String interval) {
    jdbc.run(
        "update signing_keys set changed_at = now() - cast(? as interval) where kid = ?",
        statement -> {
          statement.setString(1, interval);
          statement.setString(2, kid);
          return statement.executeUpdate();
        });
  }

  @Test
  void shouldLetAdministratorsAloneTurnTheKeys() {
    var guest = Logins.newUser("guest");

    guest.request().post("/auth/keys").then().statusCode(403);
    guest.request().get("/auth/keys").then().statusCode(403);
  }

  private static List<String> published() {
    return given().get("/auth/jwks").then().statusCode(200).extract().path("keys.kid");
  }

  private static String kid(String token) {
    return new JsonObject(
            new String(Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')))))
        .getString("kid");
  }
}
