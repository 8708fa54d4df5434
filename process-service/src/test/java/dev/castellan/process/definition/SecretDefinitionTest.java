package dev.castellan.process.definition;

import static dev.castellan.process.Callers.asAdmin;
import static dev.castellan.process.Callers.asGuest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.process.TestObjects;
import dev.castellan.process.TestProcesses;
import dev.castellan.testing.Backends;
import dev.castellan.web.secret.SecretArguments;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class SecretDefinitionTest {

  private static final String PIN = "open-Sesame-4711";
  private static final String MASK = SecretArguments.MASK;

  private final SmartobjectState door = TestObjects.light();

  @Inject Jdbc jdbc;
  @Inject Definitions definitions;
  @Inject SecretUpkeepService upkeep;

  @Test
  void shouldShowTheMaskToEverybodyAndKeepTheValueSealed() {
    ValidatableResponse created = unlocking(PIN, "{pin}").post().statusCode(201);
    long process = created.extract().jsonPath().getLong("data.id");

    assertThat(created.extract().asString()).contains(MASK).doesNotContain(PIN);
    asGuest()
        .get("/process/{p}", process)
        .then()
        .body("data.actions[0].arguments[0].value", equalTo(MASK))
        .body("data.actions[0].compensation.arguments[0].value", equalTo("{pin}"));
    assertThat(asAdmin().get("/process").asString()).doesNotContain(PIN, "\"sealed\"");
    assertThat(row(process)).contains("sealed").doesNotContain(PIN);
    assertThat(pin(process)).isEqualTo(PIN);
  }

  @Test
  void shouldMaskWhatIsMoreThanAPlaceholder() {
    long process = unlocking("4711-{pin}", "{pin}").create();
    asAdmin()
        .get("/process/{p}", process)
        .then()
        .body("data.actions[0].arguments[0].value", equalTo(MASK));
    assertThat(pin(process)).isEqualTo("4711-{pin}");
  }

  @Test
  void shouldKeepWhatIsStoredWhenTheMaskIsWrittenBack() {
    long process = unlocking(PIN, PIN).create();

    patch(process, Map.of("arguments", Map.of("pin", MASK), "timeout", 3)).statusCode(200);
    assertThat(pin(process)).isEqualTo(PIN);
    patch(process, Map.of("timeout", 4)).statusCode(200);
    assertThat(pin(process)).isEqualTo(PIN);
    patch(process, Map.of("arguments", Map.of("pin", "another"))).statusCode(200);
    assertThat(pin(process)).isEqualTo("another");
    assertThat(row(process)).doesNotContain(PIN, "another");
  }

  @Test
  void shouldGiveWhatIsStoredToNoOtherActionOrObject() {
    long process = unlocking(PIN, "{pin}").create();

    for (Map<String, Object> patch :
        List.<Map<String, Object>>of(
            Map.of("action", "lock"),
            Map.of("action", "lock", "arguments", Map.of("pin", MASK)),
            Map.of("source", TestObjects.light().id()),
            Map.of(
                "arguments",
                Map.of("label", MASK, "pin", Map.of("sealed", "x"), "x", 1),
                "action",
                "turnOn"))) {
      patch(process, patch).statusCode(422).body("data[0].field", equalTo("arguments.pin"));
    }
    unlocking(MASK, "{pin}")
        .post()
        .statusCode(422)
        .body("data[0].field", equalTo("sources[0].arguments.pin"));
    assertThat(pin(process)).isEqualTo(PIN);
  }

  @Test
  void shouldSealWhatWasStoredInClearWithoutAnEdit() {
    long process = unlocking(PIN, "{pin}").create();
    jdbc.run(
        "update process set actions = jsonb_set(actions, '{0,arguments}', ?::jsonb) where id = ?",
        update -> {
          update.setString(1, "{\"pin\":\"" + PIN + "\"}");
          update.setLong(2, process);
          return update.executeUpdate();
        });
    asAdmin()
        .get("/process/{p}", process)
        .then()
        .body("data.actions[0].arguments[0].value", equalTo(MASK));

    assertThat(upkeep.seal()).isEqualTo(1);

    assertThat(row(process)).contains("sealed").doesNotContain(PIN);
    assertThat(pin(process)).isEqualTo(PIN);
    asAdmin().get("/process/{p}", process).then().body("data.version", equalTo(1));
    assertThat(upkeep.seal()).isZero();
  }

  @Test
  void shouldHideItWhenNobodyKnowsTheManifestAnyMore() {
    long process = unlocking(PIN, "{pin}").create();
    TestObjects.remove(door.id());

    String plan =
        await()
            .until(
                () ->
                    asAdmin()
                        .body(Map.of("inputs", Map.of("pin", "1")))
                        .post("/process/{p}/execute?dryRun=true", process)
                        .asString(),
                answer -> answer.contains("smartobject-not-found"));

    assertThat(plan).contains(MASK).doesNotContain(PIN, "\"sealed\"");
  }

  private ValidatableResponse patch(long process, Map<String, Object> patch) {
    long action = asAdmin().get("/process/{p}", process).jsonPath().getLong("data.actions[0].id");
    return asAdmin().body(patch).patch("/process/{p}/actions/{a}", process, action).then();
  }

  private TestProcesses unlocking(String pin, String undoing) {
    return TestProcesses.simple().input("pin", "text").unlocking(door.id(), pin, undoing);
  }

  /** As a run gets it. */
  private Object pin(long process) {
    definitions.evict(process);
    return definitions.find(process).orElseThrow().actions().getFirst().arguments().get("pin");
  }

  private String row(long process) {
    return jdbc.run(
        "select actions::text from process where id = ?",
        select -> {
          select.setLong(1, process);
          return Jdbc.rows(select, row -> row.getString(1)).getFirst();
        });
  }
}
