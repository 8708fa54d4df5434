package dev.castellan.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.contracts.Topics;
import dev.castellan.contracts.identity.ProfileState;
import dev.castellan.contracts.routes.OpenTo;
import dev.castellan.contracts.routes.Route;
import dev.castellan.contracts.routes.RouteTable;
import dev.castellan.gateway.GatewayTest;
import dev.castellan.gateway.Logins;
import dev.castellan.testing.EventProbe;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@GatewayTest
class ProfileResourceTest {

  @Test
  void shouldKnowTheBuiltInProfilesWithWhatTheRouteTableOpensToThem() {
    List<Map<String, Object>> profiles =
        Logins.asAdmin()
            .get("/profiles")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath()
            .getList("data");

    assertThat(profiles.subList(0, 3))
        .extracting(each -> each.get("id") + " " + each.get("name"))
        .containsExactly("1 admin", "2 guest", "3 occupant");
    assertThat(routesOf(profiles.get(0))).isEmpty();
    assertThat(routesOf(profiles.get(1))).isEqualTo(open(OpenTo.GUEST));
    assertThat(routesOf(profiles.get(2))).isEqualTo(open(OpenTo.GUEST, OpenTo.OCCUPANT));
    assertThat(routesOf(profiles.get(1)))
        .allMatch(key -> key.startsWith("GET "))
        .contains("GET /widgets");
  }

  @Test
  void shouldTellEveryServiceWhatAProfileMayDo() {
    try (EventProbe probe = EventProbe.fromStart(Topics.IDENTITY_STATE)) {
      var guest = probe.await(ProfileState.class, each -> each.id() == 2);
      var occupant = probe.await(ProfileState.class, each -> each.id() == 3);
      var admin = probe.await(ProfileState.class, each -> each.id() == 1);

      assertThat(guest.name()).isEqualTo("guest");
      assertThat(Set.copyOf(guest.routes())).isEqualTo(open(OpenTo.GUEST));
      assertThat(Set.copyOf(occupant.routes()))
          .isEqualTo(open(OpenTo.GUEST, OpenTo.OCCUPANT))
          .contains("POST /process/:idProcess/execute");
      assertThat(admin.routes()).isEmpty();
    }
  }

  @Test
  void shouldMakeAProfileAndLetItsUsersDoWhatItWasGranted() {
    String name = unique();
    long id =
        create(Map.of("name", name, "routes", List.of("GET /widgets")))
            .statusCode(201)
            .body("data.name", equalTo(name))
            .body("data.builtIn", equalTo(false))
            .body("data.routes", contains("GET /widgets"))
            .extract()
            .jsonPath()
            .getLong("data.id");

    var user = Logins.newUser(name);

    Awaitility.await().untilAsserted(() -> user.request().get("/widgets").then().statusCode(200));
    user.request().get("/process").then().statusCode(403);
    Logins.asAdmin().get("/profiles/" + id).then().body("data.name", equalTo(name));
    Logins.asAdmin()
        .delete("/profiles/" + id)
        .then()
        .statusCode(409)
        .body("code", equalTo("profile-in-use"));
  }

  @Test
  void shouldDeleteAProfileThatNobodyHas() {
    long id =
        create(Map.of("name", unique())).statusCode(201).extract().jsonPath().getLong("data.id");

    try (EventProbe probe = EventProbe.on(Topics.IDENTITY_STATE)) {
      Logins.asAdmin().delete("/profiles/" + id).then().statusCode(200);
      probe.await(
          "tombstone of the profile",
          each -> each.tombstone() && ("profile:" + id).equals(each.key()),
          Duration.ofSeconds(10));
    }

    Logins.asAdmin()
        .get("/profiles/" + id)
        .then()
        .statusCode(404)
        .body("code", equalTo("profile-not-found"));
    Logins.asAdmin().delete("/profiles/" + id).then().statusCode(404);
  }

  @Test
  void shouldKeepWhatIsBuiltIn() {
    for (int id = 1; id <= 3; id++) {
      Logins.asAdmin()
          .delete("/profiles/" + id)
          .then()
          .statusCode(409)
          .body("code", equalTo("built-in"));
    }
  }

  @Test
  void shouldRefuseWhatIsNoProfile() {
    create(Map.of("name", "GUEST")).statusCode(409).body("code", equalTo("reference-taken"));
    create(Map.of("name", "12")).statusCode(422);
    create(Map.of()).statusCode(422);
    create(Map.of("name", unique(), "routes", List.of("GET /widgets", "GET /users", "nonsense")))
        .statusCode(422)
        .body("data.field", contains("routes[1]", "routes[2]"));
  }

  private static Set<String> open(OpenTo... audiences) {
    return RouteTable.load().routes().stream()
        .filter(route -> Set.of(audiences).contains(route.openTo()))
        .map(Route::key)
        .collect(Collectors.toSet());
  }

  @SuppressWarnings("unchecked")
  private static Set<String> routesOf(Map<String, Object> profile) {
    return Set.copyOf((List<String>) profile.get("routes"));
  }

  private static ValidatableResponse create(Map<String, Object> body) {
    return Logins.asAdmin().contentType(ContentType.JSON).body(body).post("/profiles").then();
  }

  private static String unique() {
    return "profile-" + UUID.randomUUID().toString().substring(0, 18);
  }
}
