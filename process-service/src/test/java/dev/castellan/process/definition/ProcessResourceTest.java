package dev.castellan.process.definition;

import static dev.castellan.process.Callers.asAdmin;
import static dev.castellan.process.Callers.asGuest;
import static dev.castellan.process.Callers.asOccupant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.castellan.contracts.Topics;
import dev.castellan.contracts.process.ProcessChanged;
import dev.castellan.contracts.process.ProcessCreated;
import dev.castellan.contracts.process.ProcessDeleted;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.process.TestObjects;
import dev.castellan.process.TestProcesses;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class ProcessResourceTest {

  @Test
  void shouldStoreAProcessAndReadItBack() {
    SmartobjectState light = TestObjects.light();
    TestProcesses wanted =
        TestProcesses.aSwitch()
            .with("nameEnable", "Off")
            .with("nameDisable", "On")
            .with("description", "The hall")
            .with("icon", "bulb")
            .input(Map.of("name", "Brightness level", "type", "slider", "enable", 1))
            .action(
                Map.of(
                    "source", Map.of("id", light.id(), "type", "smartobject"),
                    "action", Map.of("id", "turnOn"),
                    "enable", "1",
                    "arguments", List.of(Map.of("reference", "brightness", "value", 5)),
                    "timeout", 2.5,
                    "retry", Map.of("max", 2),
                    "onError", "continue",
                    "compensation", Map.of("action", "turnOff")));

    ValidatableResponse created = wanted.post().statusCode(201);
    String location = created.extract().header("Location");
    int id = created.extract().path("data.id");
    assertThat(location).isEqualTo("/process/" + id);

    asGuest()
        .get(location)
        .then()
        .statusCode(200)
        .body("data.id", equalTo(id))
        .body("data.reference", equalTo(wanted.body().get("reference")))
        .body("data.name", equalTo("A process"))
        .body("data.nameEnable", equalTo("Off"))
        .body("data.nameDisable", equalTo("On"))
        .body("data.description", equalTo("The hall"))
        .body("data.icon", equalTo("bulb"))
        .body("data.mode", equalTo("switch"))
        .body("data.enable", equalTo(0))
        .body("data.espace.id", equalTo(1))
        .body("data.espace.name", equalTo("Light"))
        .body("data.version", equalTo(1))
        .body("data.profiles", equalTo(List.of()))
        .body("data", not(hasKey("warnings")))
        .body("data.actions[0].source.id", equalTo(light.id()))
        .body("data.actions[0].source.type", equalTo("smartobject"))
        .body("data.actions[0].source.reference", equalTo(light.reference()))
        .body("data.actions[0].action", equalTo(Map.of("id", "turnOn", "name", "Turn on")))
        .body("data.actions[0].enable", equalTo(1))
        .body("data.actions[0].position", equalTo(0))
        .body("data.actions[0].arguments", contains(Map.of("reference", "brightness", "value", 5)))
        .body("data.actions[0].timeout", equalTo(2.5f))
        .body("data.actions[0].retry.max", equalTo(2))
        .body("data.actions[0].onError", equalTo("continue"))
        .body("data.actions[0].compensation.action.name", equalTo("Turn off"))
        .body("data.inputs[0].reference", equalTo("brightness-level"))
        .body("data.inputs[0].type", equalTo("slider"))
        .body("data.inputs[0].enable", equalTo(1));
    asGuest().get("/process").then().statusCode(200).body("data.id", hasItem(id));
  }

  @Test
  void shouldSaySoOnTheBus() {
    SmartobjectState light = TestObjects.light();
    try (EventProbe probe = EventProbe.on(Topics.PROCESS_EVENTS)) {
      long id = TestProcesses.simple().action(light.reference(), "turnOn").create();
      asAdmin().body(Map.of("name", "Renamed")).patch("/process/{id}", id).then().statusCode(200);
      asAdmin().delete("/process/{id}", id).then().statusCode(200);

      ProcessCreated created = probe.await(ProcessCreated.class, each -> each.process().id() == id);
      assertThat(created.process().smartobjects()).containsExactly(light.id());
      assertThat(created.caller().login()).isEqualTo("admin");
      ProcessChanged changed = probe.await(ProcessChanged.class, each -> each.after().id() == id);
      assertThat(changed.before().name()).isEqualTo("A process");
      assertThat(changed.after().name()).isEqualTo("Renamed");
      assertThat(changed.after().version()).isEqualTo(2);
      probe.await(ProcessDeleted.class, each -> each.process().id() == id);
    }
  }

  @Test
  void shouldListEveryBrokenField() {
    asAdmin()
        .body(
            Map.of(
                "mode",
                "sometimes",
                "espace",
                999,
                "sources",
                List.of(Map.of("action", "turnOn", "timeout", -1)),
                "inputs",
                List.of(Map.of("name", "", "type", "colour"))))
        .post("/process")
        .then()
        .statusCode(422)
        .body("error", equalTo(true))
        .body("code", equalTo("invalid"))
        .body(
            "data.field",
            containsInAnyOrder(
                "reference",
                "name",
                "mode",
                "sources[0].source",
                "sources[0].timeout",
                "inputs[0].name",
                "inputs[0].type"));
  }

  @Test
  void shouldListWhatOnlyTheDataCanTell() {
    SmartobjectState light = TestObjects.light();
    TestProcesses.simple()
        .with("espace", "nowhere")
        .action(light.id(), "explode")
        .input("7", "text")
        .post()
        .statusCode(422)
        .body(
            "data.field", containsInAnyOrder("espace", "sources[0].action", "inputs[0].reference"));
  }

  @Test
  void shouldRefuseNumbersForWords() {
    TestProcesses.simple()
        .with("mode", 0)
        .post()
        .statusCode(422)
        .body("data.field", hasItem("mode"));
  }

  @Test
  void shouldRefuseAReferenceThatIsTaken() {
    TestProcesses process = TestProcesses.simple();
    process.create();

    process.post().statusCode(409).body("code", equalTo("reference-taken"));
  }

  @Test
  void shouldTakeAnEspaceInEverySpelling() {
    for (Object espace :
        List.of(3, "3", "security", Map.of("id", 3), Map.of("reference", "security"))) {
      TestProcesses.simple()
          .with("espace", espace)
          .post()
          .statusCode(201)
          .body("data.espace.name", equalTo("Security"));
    }
  }

  @Test
  void shouldTakeASourceInEverySpelling() {
    SmartobjectState light = TestObjects.light();
    for (Object source :
        List.of(
            light.id(),
            light.reference(),
            Long.toString(light.id()),
            Map.of("id", light.id()),
            Map.of("id", light.id(), "reference", light.reference(), "type", "smartobject"))) {
      TestProcesses.simple()
          .action(source, "turnOn")
          .post()
          .statusCode(201)
          .body("data.actions[0].source.id", equalTo(light.id()))
          .body("data.actions[0].source.reference", equalTo(light.reference()));
    }
  }

  @Test
  void shouldPreferTheReferenceWhenATextCouldBeBoth() {
    SmartobjectState one = TestObjects.light();
    SmartobjectState namedLikeIt =
        TestObjects.known(TestObjects.announce(TestObjects.nextId(), Long.toString(one.id())));

    TestProcesses.simple()
        .action(Long.toString(one.id()), "turnOn")
        .post()
        .body("data.actions[0].source.id", equalTo(namedLikeIt.id()));
  }

  @Test
  void shouldRefuseOtherKindsOfSources() {
    TestProcesses.simple()
        .action(Map.of("id", 1, "type", "module"), "turnOn")
        .post()
        .statusCode(422)
        .body("code", equalTo("source-type-unsupported"))
        .body("data.field", contains("sources[0].source"));
  }

  @Test
  void shouldAcceptASourceThatDoesNotExistYetWithAWarning() {
    TestProcesses.simple()
        .action("nobody knows me", "turnOn")
        .post()
        .statusCode(201)
        .body("data.warnings.field", contains("sources[0].source"))
        .body("data.warnings[0].code", equalTo("smartobject-not-found"))
        .body("data.actions[0].source.id", nullValue())
        .body("data.actions[0].source.reference", equalTo("nobody knows me"));
  }

  @Test
  void shouldFollowARenamedObject() {
    SmartobjectState light = TestObjects.light();
    long process = TestProcesses.simple().action(light.reference(), "turnOn").create();

    TestObjects.announce(light.id(), light.reference() + " renamed");

    org.awaitility.Awaitility.await()
        .untilAsserted(
            () ->
                asAdmin()
                    .get("/process/{id}", process)
                    .then()
                    .body(
                        "data.actions[0].source.reference",
                        equalTo(light.reference() + " renamed")));
  }

  @Test
  void shouldEditWhatDescribesAProcess() {
    long id = TestProcesses.aSwitch().with("icon", "old").create();

    asAdmin()
        .body(Map.of("name", "New", "icon", "new", "espace", "weather", "enable", 1))
        .patch("/process/{id}", id)
        .then()
        .statusCode(200)
        .body("data.name", equalTo("New"))
        .body("data.icon", equalTo("new"))
        .body("data.espace.id", equalTo(2))
        .body("data.enable", equalTo(1))
        .body("data.mode", equalTo("switch"))
        .body("data.version", equalTo(2));

    asAdmin()
        .body(Map.of("mode", "simple"))
        .patch("/process/{id}", id)
        .then()
        .statusCode(422)
        .body("data.field", contains("mode"));
    asAdmin().body(Map.of("name", " ")).patch("/process/{id}", id).then().statusCode(422);
    asAdmin().body(Map.of("espace", 404)).patch("/process/{id}", id).then().statusCode(422);
    asAdmin()
        .get("/process/{id}", id)
        .then()
        .body("data.version", equalTo(2))
        .body("data.name", equalTo("New"));
  }

  @Test
  void shouldRefuseToRenameOntoAnotherProcess() {
    TestProcesses other = TestProcesses.simple();
    other.create();
    long id = TestProcesses.simple().create();

    asAdmin()
        .body(Map.of("reference", other.body().get("reference")))
        .patch("/process/{id}", id)
        .then()
        .statusCode(409)
        .body("code", equalTo("reference-taken"));
  }

  @Test
  void shouldForgetADeletedProcess() {
    long id = TestProcesses.simple().create();

    asAdmin().delete("/process/{id}", id).then().statusCode(200).body("error", equalTo(false));

    asAdmin()
        .get("/process/{id}", id)
        .then()
        .statusCode(404)
        .body("code", equalTo("process-not-found"));
    asAdmin().delete("/process/{id}", id).then().statusCode(404);
    asAdmin().patch("/process/{id}", id).then().statusCode(404);
    asAdmin().body(Map.of()).post("/process/{id}/execute", id).then().statusCode(404);
  }

  @Test
  void shouldAnswerNotFoundForWhatCannotBeAnId() {
    for (String id : List.of("abc", "-1", "99999999999999999999", "1.5")) {
      asAdmin()
          .get("/process/{id}", id)
          .then()
          .statusCode(404)
          .body("code", equalTo("process-not-found"));
    }
  }

  @Test
  void shouldNotLetOthersDefineProcesses() {
    asOccupant().body(TestProcesses.simple().body()).post("/process").then().statusCode(403);
    long id = TestProcesses.simple().create();
    asOccupant().delete("/process/{id}", id).then().statusCode(403);
    asGuest().body(Map.of("name", "Mine")).patch("/process/{id}", id).then().statusCode(403);
    asGuest().get("/process/{id}", id).then().body("data.name", equalTo("A process"));
  }

  @Test
  void shouldNeverGiveAnIdToTwoThings() {
    ValidatableResponse created =
        TestProcesses.simple()
            .action(TestObjects.light().id(), "turnOn")
            .input("level", "number")
            .post();
    List<Integer> ids =
        List.of(
            created.extract().path("data.id"),
            created.extract().path("data.actions[0].id"),
            created.extract().path("data.inputs[0].id"));

    assertThat(ids).doesNotHaveDuplicates();
    asGuest().get("/espaces").then().body("data.id", not(hasItems(ids.toArray())));
  }
}
