package dev.castellan.process.definition;

import static dev.castellan.process.Callers.asAdmin;
import static dev.castellan.process.Callers.asGuest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import dev.castellan.contracts.identity.ProfileState;
import dev.castellan.contracts.routes.RouteTable;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.process.TestObjects;
import dev.castellan.process.TestProcesses;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import dev.castellan.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class PartResourceTest {

  private static final long DEFINER_PROFILE = 77;

  private final SmartobjectState light = TestObjects.light();

  @Test
  void shouldAddReadEditMoveAndRemoveActions() {
    long process =
        TestProcesses.simple().action(light.id(), "turnOn").action(light.id(), "turnOff").create();

    String location =
        asAdmin()
            .body(
                Map.of(
                    "source",
                    light.reference(),
                    "action",
                    "turnOn",
                    "enable",
                    1,
                    "arguments",
                    Map.of("brightness", 9),
                    "position",
                    0))
            .post("/process/{id}/actions", process)
            .then()
            .statusCode(201)
            .body("data.position", equalTo(0))
            .body("data.arguments", contains(Map.of("reference", "brightness", "value", 9)))
            .extract()
            .header("Location");

    asGuest().get(location).then().statusCode(200).body("data.enable", equalTo(1));
    asAdmin()
        .body(Map.of("position", 2, "enable", 0, "action", "turnOff", "onError", "continue"))
        .patch(location)
        .then()
        .statusCode(200)
        .body("data.position", equalTo(2))
        .body("data.action.id", equalTo("turnOff"))
        .body("data.onError", equalTo("continue"))
        .body("data.arguments.size()", equalTo(1));
    assertThat(actionsOf(process)).containsExactly("turnOn", "turnOff", "turnOff");

    asAdmin().delete(location).then().statusCode(200);
    assertThat(actionsOf(process)).containsExactly("turnOn", "turnOff");
    asAdmin()
        .delete(location)
        .then()
        .statusCode(404)
        .body("code", equalTo("process-action-not-found"));
    asAdmin().get(location).then().statusCode(404);
    asAdmin().body(Map.of("enable", 1)).patch(location).then().statusCode(404);
  }

  @Test
  void shouldTagPartsWithTheVersionOfTheWhole() {
    long process =
        TestProcesses.simple().action(light.id(), "turnOn").input("level", "number").create();
    String action =
        "/process/"
            + process
            + "/actions/"
            + asAdmin().get("/process/{id}", process).jsonPath().getLong("data.actions[0].id");
    String tag = asGuest().get(action).then().statusCode(200).extract().header("ETag");
    asGuest().header("If-None-Match", tag).get(action).then().statusCode(304);

    // Somebody edits another part of the same process.
    asAdmin()
        .body(Map.of("name", "How bright"))
        .patch("/process/{id}/inputs/level", process)
        .then()
        .statusCode(200);

    asAdmin()
        .header("If-Match", tag)
        .body(Map.of("onError", "continue"))
        .patch(action)
        .then()
        .statusCode(412);
    String now = asGuest().get(action).then().extract().header("ETag");
    asAdmin()
        .header("If-Match", now)
        .body(Map.of("onError", "continue"))
        .patch(action)
        .then()
        .statusCode(200);
    asGuest()
        .get("/process/{id}/inputs/level", process)
        .then()
        .header("ETag", notNullValue())
        .body("data.reference", equalTo("level"));
  }

  @Test
  void shouldRefuseActionsThatCannotWork() {
    long process = TestProcesses.simple().create();

    action(process, Map.of()).statusCode(422).body("data.field", contains("action", "source"));
    action(process, Map.of("source", light.id(), "action", "explode"))
        .statusCode(422)
        .body("data.field", contains("action"));
    action(process, Map.of("source", Map.of("id", 1, "type", "module"), "action", "x"))
        .statusCode(422)
        .body("code", equalTo("source-type-unsupported"));
    action(process, Map.of("source", light.id(), "action", "turnOn", "arguments", "much"))
        .statusCode(422)
        .body("data.field", hasItem("arguments"));
    action(process, Map.of("source", light.id(), "action", "turnOn", "retry", Map.of("max", 99)))
        .statusCode(422)
        .body("data.field", contains("retry.max"));
    action(999_999_999, Map.of("source", light.id(), "action", "turnOn")).statusCode(404);
    assertThat(actionsOf(process)).isEmpty();
  }

  @Test
  void shouldBoundWhatAProcessIsMadeOfHoweverItIsPutTogether() {
    TestProcesses full = TestProcesses.simple();
    for (int i = 0; i < 200; i++) {
      full.action(light.id(), "turnOn").input("level" + i, "number");
    }
    long process = full.create();
    int last = asAdmin().get("/process/{id}", process).path("data.actions[199].id");

    action(process, Map.of("source", light.id(), "action", "turnOff"))
        .statusCode(422)
        .body("data.field", contains("actions"));
    asAdmin()
        .body(Map.of("name", "One more", "type", "number"))
        .post("/process/{id}/inputs", process)
        .then()
        .statusCode(422)
        .body("data.field", contains("inputs"));
    asAdmin()
        .body(Map.of("position", 0))
        .patch("/process/{id}/actions/{a}", process, last)
        .then()
        .statusCode(200);
    assertThat(actionsOf(process)).hasSize(200);

    full.action(light.id(), "turnOff")
        .with("reference", "fuller " + full.hashCode())
        .post()
        .statusCode(422)
        .body("data.field", contains("sources"));
  }

  @Test
  void shouldNotRemoveAnActionOfAnotherProcess() {
    long one = TestProcesses.simple().action(light.id(), "turnOn").create();
    long other = TestProcesses.simple().create();
    int action = asAdmin().get("/process/{id}", one).path("data.actions[0].id");

    asAdmin().delete("/process/{id}/actions/{a}", other, action).then().statusCode(404);

    assertThat(actionsOf(one)).hasSize(1);
  }

  @Test
  void shouldLetADefinerUseOnlyObjectsHeMayDriveHimself() {
    definer();
    SmartobjectState his = TestObjects.light(DEFINER_PROFILE);
    long process = TestProcesses.simple().create();

    definer()
        .body(Map.of("source", his.id(), "action", "turnOn"))
        .post("/process/{id}/actions", process)
        .then()
        .statusCode(201);
    definer()
        .body(Map.of("source", light.id(), "action", "turnOn"))
        .post("/process/{id}/actions", process)
        .then()
        .statusCode(403)
        .body("code", equalTo("forbidden"));
    definer()
        .body(Map.of("source", "nobody knows me", "action", "turnOn"))
        .post("/process/{id}/actions", process)
        .then()
        .statusCode(403);
    definer()
        .body(TestProcesses.simple().action(light.id(), "turnOn").body())
        .post("/process")
        .then()
        .statusCode(403);
    int action = asAdmin().get("/process/{id}", process).path("data.actions[0].id");
    definer()
        .body(Map.of("source", light.id()))
        .patch("/process/{id}/actions/{a}", process, action)
        .then()
        .statusCode(403);
  }

  @Test
  void shouldLetADefinerGrantOnlyHisOwnProfile() {
    definer();
    long process = TestProcesses.simple().create();

    definer()
        .body(Map.of("idProfile", DEFINER_PROFILE))
        .post("/process/{id}/profiles", process)
        .then()
        .statusCode(201);
    definer()
        .body(Map.of("idProfile", "guest"))
        .post("/process/{id}/profiles", process)
        .then()
        .statusCode(403);
  }

  @Test
  void shouldAddReadEditMoveAndRemoveInputs() {
    long process = TestProcesses.simple().input("first", "text").create();

    String location =
        asAdmin()
            .body(Map.of("name", "Second one", "type", "number", "enable", 1))
            .post("/process/{id}/inputs", process)
            .then()
            .statusCode(201)
            .body("data.reference", equalTo("second-one"))
            .extract()
            .header("Location");
    asGuest().get(location).then().statusCode(200).body("data.name", equalTo("Second one"));
    asGuest()
        .get("/process/{id}/inputs/second-one", process)
        .then()
        .statusCode(200)
        .body("data.type", equalTo("number"));

    asAdmin()
        .body(Map.of("position", 0, "type", "slider", "reference", "level", "enable", 0))
        .patch("/process/{id}/inputs/second-one", process)
        .then()
        .statusCode(200)
        .body("data.reference", equalTo("level"))
        .body("data.type", equalTo("slider"))
        .body("data.enable", equalTo(0));
    asAdmin()
        .get("/process/{id}", process)
        .then()
        .body("data.inputs.reference", contains("level", "first"));

    // The API document draws a body on this DELETE.
    asAdmin()
        .body(Map.of("name", "level", "type", "slider", "enable", 0))
        .delete("/process/{id}/inputs/level", process)
        .then()
        .statusCode(200);
    asAdmin()
        .delete("/process/{id}/inputs/level", process)
        .then()
        .statusCode(404)
        .body("code", equalTo("process-input-not-found"));
    asAdmin().get("/process/{id}", process).then().body("data.inputs.reference", contains("first"));
  }

  @Test
  void shouldKeepReferencesOfInputsUnique() {
    long process = TestProcesses.simple().input("a", "text").input("b", "text").create();

    asAdmin()
        .body(Map.of("reference", "a", "name", "Again", "type", "text"))
        .post("/process/{id}/inputs", process)
        .then()
        .statusCode(409)
        .body("code", equalTo("reference-taken"));
    asAdmin()
        .body(Map.of("reference", "a"))
        .patch("/process/{id}/inputs/b", process)
        .then()
        .statusCode(409);
    asAdmin()
        .body(Map.of("name", "12", "type", "what"))
        .post("/process/{id}/inputs", process)
        .then()
        .statusCode(422)
        .body("data.field", hasItem("type"));
  }

  @Test
  void shouldGrantAndTakeBackProfilesInEverySpelling() {
    long process = TestProcesses.simple().create();
    String profiles = "/process/" + process + "/profiles";

    for (Object spelling : List.of(3, "3", "occupant", Map.of("id", 3, "name", "occupant"))) {
      String location =
          asAdmin()
              .body(Map.of("idProfile", spelling))
              .post(profiles)
              .then()
              .statusCode(201)
              .extract()
              .header("Location");
      assertThat(location).isEqualTo(profiles + "/3");
      asGuest().get(location).then().statusCode(200).body("data.name", equalTo("occupant"));
      asAdmin()
          .get("/process/{id}", process)
          .then()
          .body("data.profiles", contains(Map.of("id", 3, "name", "occupant")));
      asAdmin().body(Map.of("idProfile", spelling)).post(profiles).then().statusCode(200);
      asAdmin().delete(location).then().statusCode(200);
      asGuest().get(location).then().statusCode(404).body("code", equalTo("profile-not-found"));
    }
    asAdmin().body(Map.of("idProfile", 3)).post(profiles);
    asAdmin().body(Map.of("idProfile", 3)).delete(profiles).then().statusCode(200);
    asAdmin().body(Map.of("idProfile", 3)).post(profiles).then().statusCode(201);
    asAdmin().delete(profiles + "?idProfile=3").then().statusCode(200);
    asAdmin().get("/process/{id}", process).then().body("data.profiles", equalTo(List.of()));
  }

  @Test
  void shouldRemoveNothingWhenNoProfileIsNamed() {
    long process = TestProcesses.simple().create();
    String profiles = "/process/" + process + "/profiles";
    asAdmin().body(Map.of("idProfile", 3)).post(profiles);

    asAdmin().delete(profiles).then().statusCode(400).body("error", equalTo(true));
    asAdmin().body(Map.of()).delete(profiles).then().statusCode(400);
    asAdmin().body("{\"idProfile\":null}").delete(profiles).then().statusCode(400);
    asAdmin()
        .body("{")
        .delete(profiles)
        .then()
        .statusCode(400)
        .body("code", equalTo("malformed-json"));

    asAdmin().get("/process/{id}", process).then().body("data.profiles.id", contains(3));
  }

  @Test
  void shouldRefuseUnknownProfilesAndPassOverAbsentOnes() {
    long process = TestProcesses.simple().create();
    String profiles = "/process/" + process + "/profiles";

    asAdmin()
        .body(Map.of("idProfile", 987))
        .post(profiles)
        .then()
        .statusCode(422)
        .body("code", equalTo("profile-unknown"));
    asAdmin().body(Map.of()).post(profiles).then().statusCode(422);
    asAdmin().delete(profiles + "/987").then().statusCode(422);
    asAdmin().delete(profiles + "/2").then().statusCode(200);
    asAdmin()
        .body(Map.of("idProfile", 3))
        .post("/process/999999999/profiles")
        .then()
        .statusCode(404);
    asAdmin().delete("/process/999999999/profiles/3").then().statusCode(404);
  }

  private ValidatableResponse action(long process, Map<String, Object> action) {
    return asAdmin().body(action).post("/process/{id}/actions", process).then();
  }

  private static List<String> actionsOf(long process) {
    return asAdmin().get("/process/{id}", process).path("data.actions.action.id");
  }

  /** Somebody who may define processes without being admin. */
  private static RequestSpecification definer() {
    List<String> routes =
        RouteTable.load().routes().stream()
            .filter(each -> each.service().equals("process-service"))
            .map(each -> each.key())
            .toList();
    EventProbe.send(
        "profile:" + DEFINER_PROFILE, new ProfileState(DEFINER_PROFILE, "definer", routes, 1));
    String token = TestTokens.of(77, "dora", DEFINER_PROFILE, "definer").sign();
    Awaitility.await().until(() -> TestTokens.with(token).get("/espaces").statusCode() == 200);
    return TestTokens.with(token).contentType(ContentType.JSON);
  }
}
