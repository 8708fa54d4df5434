package dev.castellan.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import dev.castellan.contracts.routes.RouteTable;
import dev.castellan.gateway.GatewayTest;
import dev.castellan.gateway.Logins;
import dev.castellan.testing.Promise;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@GatewayTest
class GrantResourceTest {

  private static final String ROUTE = "GET /widgets";

  private long profile;
  private String path;

  @BeforeEach
  void makeAProfile() {
    profile =
        Logins.asAdmin()
            .contentType(ContentType.JSON)
            .body(Map.of("name", "p" + UUID.randomUUID().toString().substring(0, 18)))
            .post("/profiles")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath()
            .getLong("data.id");
    path = "/profiles/" + profile + "/authorizations";
  }

  @Test
  void shouldListEveryRouteWithANumber() {
    List<Map<String, Object>> all =
        Logins.asAdmin().get("/authorizations").then().statusCode(200).extract().path("data");

    assertThat(all)
        .extracting(each -> each.get("method") + " " + each.get("reference"))
        .containsExactlyInAnyOrderElementsOf(
            RouteTable.load().routes().stream().map(each -> each.key()).toList());
    assertThat(all).extracting(each -> each.get("id")).doesNotHaveDuplicates();
    assertThat(all)
        .filteredOn(each -> each.get("reference").equals("/auth/token"))
        .allSatisfy(each -> assertThat(each).containsEntry("secure", 0));
    Logins.asAdmin()
        .queryParam("filter", "reference==/widgets;method==GET")
        .get("/authorizations")
        .then()
        .body("data.reference", contains("/widgets"))
        .body("data.secure", contains(1))
        .body("data.grantable", contains(true));
  }

  @Test
  void shouldGrantARouteAndTakeItAwayAgainWithinASecond() throws Exception {
    String name = Logins.asAdmin().get("/profiles/" + profile).jsonPath().getString("data.name");
    var user = Logins.newUser(name);
    user.request().get("/widgets").then().statusCode(403);

    Promise.assertKept(
        Duration.ofSeconds(1),
        () -> {
          ValidatableResponse granted = set(ROUTE, 1).statusCode(201);
          long id = granted.extract().jsonPath().getLong("data.id");
          granted.header("Location", equalTo(path + "/" + id)).body("data.secure", equalTo(1));
          Duration given =
              Promise.timeUntil(() -> user.request().get("/widgets").statusCode() == 200);
          Logins.asAdmin()
              .get(path + "/" + id)
              .then()
              .statusCode(200)
              .body("data.secure", equalTo(1));

          set(ROUTE, 1).statusCode(200).body("data.secure", equalTo(1));
          set(id, 0).statusCode(200).body("data.secure", equalTo(0));
          Duration taken =
              Promise.timeUntil(() -> user.request().get("/widgets").statusCode() == 403);
          set(id, 0).statusCode(200).body("data.secure", equalTo(0));
          return given.compareTo(taken) > 0 ? given : taken;
        });
  }

  @Test
  void shouldTakeAwayInEverySpelling() {
    long id = set(ROUTE, 1).extract().jsonPath().getLong("data.id");
    Logins.asAdmin().delete(path + "/" + id).then().statusCode(200);
    assertThat(secure(id)).isZero();
    set(Map.of("id", id), 1).statusCode(201);
    Logins.asAdmin().queryParam("authorization", ROUTE).delete(path).then().statusCode(200);
    assertThat(secure(id)).isZero();
    set(id, 1).statusCode(201);
    Logins.asAdmin().body(Map.of("authorization", id)).contentType(ContentType.JSON).delete(path);
    assertThat(secure(id)).isZero();
    Logins.asAdmin().delete(path + "/" + id).then().statusCode(200);
  }

  @Test
  void shouldTakeNothingAwayWhenItIsNotSaidWhat() {
    long id = set(ROUTE, 1).extract().jsonPath().getLong("data.id");

    Logins.asAdmin().delete(path).then().statusCode(400).body("code", equalTo("bad-parameter"));

    assertThat(secure(id)).isEqualTo(1);
  }

  @Test
  void shouldRefuseWhatCannotBeGranted() {
    set("GET /users", 1).statusCode(422).body("code", equalTo("authorization-fixed"));
    set("GET /auth/me", 0).statusCode(422).body("code", equalTo("authorization-fixed"));
    set("GET /nowhere", 1).statusCode(422).body("code", equalTo("authorization-unknown"));
    set(999_999_999, 1).statusCode(422);
    Logins.asAdmin().contentType(ContentType.JSON).body("{}").post(path).then().statusCode(422);
    Logins.asAdmin().delete(path + "/999999999").then().statusCode(404);
    Logins.asAdmin().get("/profiles/999999999/authorizations").then().statusCode(404);
    Logins.asAdmin().get("/profiles/nobody/authorizations").then().statusCode(404);
  }

  @Test
  void shouldLeaveEverythingToAdmin() {
    Logins.asAdmin()
        .get("/profiles/1/authorizations")
        .then()
        .statusCode(200)
        .body("data.secure", everyItem(equalTo(1)));
    Logins.asAdmin()
        .contentType(ContentType.JSON)
        .body(Map.of("authorization", ROUTE, "secure", 0))
        .post("/profiles/1/authorizations")
        .then()
        .statusCode(409)
        .body("code", equalTo("built-in"));
  }

  private int secure(long id) {
    return Logins.asAdmin().get(path + "/" + id).jsonPath().getInt("data.secure");
  }

  private ValidatableResponse set(Object authorization, int secure) {
    return Logins.asAdmin()
        .contentType(ContentType.JSON)
        .body(Map.of("authorization", authorization, "secure", secure))
        .post(path)
        .then();
  }
}
