package dev.castellan.smartobject.object;

import static dev.castellan.testing.TestTokens.asAdmin;
import static dev.castellan.testing.TestTokens.asOccupant;
import static dev.castellan.testing.TestTokens.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import dev.castellan.contracts.identity.ProfileState;
import dev.castellan.smartobject.TestSmartobjects;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import dev.castellan.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class AccessTest {

  private static final String GET = "GET /smartobjects/:idSmartobject";
  private static final String READ = "GET /smartobjects/:idSmartobject/access";
  private static final String EXECUTE = "POST /smartobjects/:idSmartobject/actions/:idAction";

  /** By profile: built-in ones, one that has been granted the route, one that has not. */
  private static final Map<Long, String> TOKENS = new TreeMap<>();

  @BeforeAll
  static void shouldHaveProfilesWithAndWithoutTheRoute() {
    EventProbe.send("profile:71", new ProfileState(71, "driver", List.of(GET, READ, EXECUTE), 1));
    EventProbe.send("profile:72", new ProfileState(72, "reader", List.of(GET, READ), 1));
    TOKENS.put(1L, TestTokens.admin());
    TOKENS.put(2L, TestTokens.guest());
    TOKENS.put(3L, TestTokens.occupant());
    TOKENS.put(71L, TestTokens.of(71, "driver", 71, "driver").sign());
    TOKENS.put(72L, TestTokens.of(72, "reader", 72, "reader").sign());
  }

  @Test
  void shouldSayForEveryProfileAndListWhatAnExecutionMeets() {
    String object = TestSmartobjects.create("virtual-light");
    await().until(() -> access(object, 72).statusCode() == 200);
    List<Long> profiles = List.copyOf(TOKENS.keySet());
    for (int listed = 0; listed < 1 << profiles.size(); listed++) {
      for (int i = 0; i < profiles.size(); i++) {
        list(object, profiles.get(i), (listed & 1 << i) != 0);
      }
      for (long profile : profiles) {
        boolean told = access(object, profile).path("data.allow");
        int met =
            with(TOKENS.get(profile))
                .contentType("application/json")
                .body("{}")
                .post(object + "/actions/getState")
                .statusCode();
        assertThat(met).as("%d of %s", profile, listed).isEqualTo(told ? 200 : 403);
        List<Boolean> shown = with(TOKENS.get(profile)).get(object).path("data.actions.allow");
        assertThat(shown).as("%d of %s", profile, listed).containsOnly(told);
      }
    }
  }

  @Test
  void shouldSayWhoMayAndWhyNot() {
    String object = TestSmartobjects.create("virtual-light");
    list(object, 3, true);
    list(object, 72, true);
    await()
        .untilAsserted(
            () ->
                asAdmin()
                    .queryParam("action", "turnOn")
                    .get(object + "/access")
                    .then()
                    .statusCode(200)
                    .body("data.action", equalTo("turnOn"))
                    .body("data.reason", equalTo("admin"))
                    .body("data.profiles.id", hasItems(1, 2, 3, 71, 72))
                    .body("data.profiles.find { it.id == 2 }.allow", equalTo(false))
                    .body("data.profiles.find { it.id == 2 }.reason", equalTo("route-not-granted"))
                    .body("data.profiles.find { it.id == 3 }.reason", equalTo("listed"))
                    .body("data.profiles.find { it.id == 71 }.reason", equalTo("not-listed"))
                    .body(
                        "data.profiles.find { it.id == 72 }.reason", equalTo("route-not-granted")));
    asOccupant()
        .get(object + "/access")
        .then()
        .body("data.allow", equalTo(true))
        .body("data.action", nullValue())
        .body("data.profiles.name", contains("admin", "occupant"));
  }

  @Test
  void shouldKnowNeitherAnotherObjectNorAnotherAction() {
    String object = TestSmartobjects.create("virtual-light");
    asAdmin().get("/smartobjects/999999999/access").then().statusCode(404);
    asAdmin()
        .queryParam("action", "fly")
        .get(object + "/access")
        .then()
        .statusCode(404)
        .body("code", equalTo("action-not-found"));
  }

  private static io.restassured.response.Response access(String object, long profile) {
    return with(TOKENS.get(profile)).get(object + "/access");
  }

  private static void list(String object, long profile, boolean listed) {
    var admin = asAdmin().contentType("application/json");
    int status =
        listed
            ? admin.body("{\"idProfile\":" + profile + "}").post(object + "/profiles").statusCode()
            : admin.delete(object + "/profiles/" + profile).statusCode();
    assertThat(status).isBetween(200, 201);
  }
}
