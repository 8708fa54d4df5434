package dev.castellan.gateway.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.contracts.Topics;
import dev.castellan.contracts.identity.IdentityAudited;
import dev.castellan.gateway.GatewayTest;
import dev.castellan.gateway.Logins;
import dev.castellan.testing.EventProbe;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@GatewayTest
class AuditTest {

  @Test
  void shouldWriteDownEveryLoginRefusalGrantAndRevocation() {
    try (EventProbe probe = EventProbe.on(Topics.IDENTITY_EVENTS)) {
      var user = Logins.newUser("guest");
      given()
          .contentType(ContentType.JSON)
          .body(Map.of("login", user.login(), "password", "wrong-password"))
          .post("/auth/token")
          .then()
          .statusCode(401);
      user.request().get("/users").then().statusCode(403);
      user.request().get("/users").then().statusCode(403);
      user.request().post("/auth/logout").then().statusCode(200);

      assertThat(entries("subject==user:" + user.id()))
          .extracting(each -> each.get("kind"))
          .containsExactly("logout", "login", "user-created");
      await("subject=='login:" + user.login() + "'", "login-refused");
      await("userId==" + user.id() + ";kind==access-refused", "access-refused");
      Map<String, Object> refusal =
          entries("userId==" + user.id() + ";kind==access-refused").get(0);
      assertThat(refusal)
          .containsEntry("subject", "GET /users")
          .containsEntry("detail", "forbidden")
          .containsEntry("address", "127.0.0.1")
          .containsEntry("profile", "guest");
      probe.await(
          IdentityAudited.class,
          each -> each.kind().equals("logout") && each.subject().equals("user:" + user.id()));
      IdentityAudited created =
          probe.await(
              IdentityAudited.class,
              each ->
                  each.kind().equals("user-created") && each.subject().equals("user:" + user.id()));
      assertThat(created.caller().login()).isEqualTo("admin");
    }
  }

  @Test
  void shouldKeepNoSecret() {
    var user = Logins.newUser("guest");
    Logins.asAdmin()
        .contentType(ContentType.JSON)
        .body(Map.of("password", "a-new-password"))
        .patch("/users/" + user.id())
        .then()
        .statusCode(200);

    String log = Logins.asAdmin().queryParam("limit", 200).get("/audit").asString();

    assertThat(log)
        .doesNotContain(user.password(), "a-new-password", user.token(), user.refreshToken());
  }

  @Test
  void shouldNotKeepWhatSomebodyTypedInPlaceOfALogin() {
    String typed = "my-secret-password-" + UUID.randomUUID();
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("login", typed, "password", "whatever-it-is"))
        .post("/auth/token")
        .then()
        .statusCode(401);

    await("subject=='login:(unknown)'", "login-refused");
    assertThat(Logins.asAdmin().queryParam("limit", 200).get("/audit").asString())
        .doesNotContain(typed);
  }

  @Test
  void shouldWriteDownRefusedRefreshesAndWrongOldPasswords() {
    var user = Logins.newUser("guest");
    user.request()
        .contentType(ContentType.JSON)
        .body(Map.of("old", "not-the-password", "new", "another-one"))
        .put("/auth/me/password")
        .then()
        .statusCode(422);
    given()
        .contentType(ContentType.URLENC)
        .formParam("grant_type", "refresh_token")
        .formParam("refresh_token", "nothing-we-gave")
        .post("/auth/token")
        .then()
        .statusCode(400);

    await("subject==user:" + user.id(), "password-refused");
    await("subject=='(unknown)';detail==unknown", "refresh-refused");
  }

  @Test
  void shouldBeForAdministratorsAlone() {
    Logins.newUser("occupant").request().get("/audit").then().statusCode(403);
    Logins.asAdmin()
        .queryParam("filter", "nonsense==1")
        .get("/audit")
        .then()
        .statusCode(400)
        .body("code", equalTo("bad-parameter"));
  }

  @Test
  void shouldWriteDownFloodsOfRefusalsInFewEntries() {
    var user = Logins.newUser("guest");
    for (int i = 0; i < 50; i++) {
      user.request().get("/audit").then().statusCode(403);
    }

    Awaitility.await()
        .untilAsserted(
            () -> {
              List<Map<String, Object>> found =
                  entries("userId==" + user.id() + ";subject=='GET /audit'");
              assertThat(found.stream().mapToInt(each -> (int) each.get("times")).sum())
                  .isEqualTo(50);
              assertThat(found.size()).isLessThan(25);
            });
  }

  private static void await(String filter, String kind) {
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(entries(filter)).extracting(each -> each.get("kind")).contains(kind));
  }

  private static List<Map<String, Object>> entries(String filter) {
    return Logins.asAdmin()
        .queryParam("filter", filter)
        .queryParam("limit", 100)
        .get("/audit")
        .then()
        .statusCode(200)
        .extract()
        .path("data");
  }
}
