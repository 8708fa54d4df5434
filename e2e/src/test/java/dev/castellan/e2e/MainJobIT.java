package dev.castellan.e2e;

import static dev.castellan.e2e.Suite.as;
import static dev.castellan.e2e.Things.createObject;
import static dev.castellan.e2e.Things.createProcess;
import static dev.castellan.e2e.Things.execute;
import static dev.castellan.e2e.Things.stateOf;
import static dev.castellan.e2e.Things.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Executing a process drives smart objects over Kafka. */
@ExtendWith(Suite.class)
class MainJobIT {

  @Test
  void shouldDriveThreeLightsWithOneExecution() {
    List<Long> lights = Stream.generate(() -> createObject("virtual-light")).limit(3).toList();
    long process =
        createProcess(
            "simple",
            lights.stream()
                .map(
                    id ->
                        step(id, "turnOn", 0, Map.of("brightness", "{level}", "color", "#ff8800")))
                .toList(),
            List.of(Map.of("reference", "level", "name", "Level", "type", "slider", "enable", 0)));

    execute("admin", process, Map.of("inputs", Map.of("level", 42)))
        .statusCode(200)
        .body("error", equalTo(false))
        .body("data.status", equalTo("succeeded"))
        .body("data.results.status", contains("succeeded", "succeeded", "succeeded"))
        .body("data.results.data.brightness", everyItem(equalTo(42)));

    for (long light : lights) {
      assertThat(stateOf(light))
          .containsEntry("on", true)
          .containsEntry("brightness", 42)
          .containsEntry("color", "#ff8800")
          .containsEntry("changes", 1);
    }
  }

  @Test
  void shouldToggleASwitchProcess() {
    long plug = createObject("virtual-switch");
    long process =
        createProcess(
            "switch",
            List.of(step(plug, "turnOn", 0, Map.of()), step(plug, "turnOff", 1, Map.of())),
            List.of());

    for (int round = 1; round <= 4; round++) {
      boolean on = round % 2 == 1;
      execute("admin", process, Map.of())
          .statusCode(200)
          .body("data.enable", equalTo(on ? 1 : 0))
          .body("data.results.size()", equalTo(1))
          .body("data.results[0].data.on", equalTo(on));
      assertThat(stateOf(plug)).containsEntry("on", on).containsEntry("changes", round);
    }
  }

  @Test
  void shouldRunNothingWhenAnInputIsMissingOrWrong() {
    long light = createObject("virtual-light");
    long process =
        createProcess(
            "simple",
            List.of(step(light, "turnOn", 0, Map.of("brightness", "{level}"))),
            List.of(Map.of("reference", "level", "name", "Level", "type", "slider", "enable", 0)));

    execute("admin", process, Map.of()).statusCode(422).body("error", equalTo(true));
    execute("admin", process, Map.of("inputs", Map.of("level", "bright"))).statusCode(422);
    assertThat(stateOf(light)).containsEntry("changes", 0);
  }

  @Test
  void shouldStopAtTheFirstFailureAndSaySo() {
    long gone = createObject("virtual-light");
    long light = createObject("virtual-light");
    long process =
        createProcess(
            "simple",
            List.of(
                step(light, "turnOn", 0, Map.of()),
                step(gone, "turnOn", 0, Map.of()),
                step(light, "turnOff", 0, Map.of())),
            List.of());
    as("admin").delete("/smartobjects/{id}", gone).then().statusCode(200);

    execute("admin", process, Map.of())
        .statusCode(502)
        .header("X-Castellan-Outcome", equalTo("business"))
        .body("error", equalTo(true))
        .body("code", equalTo("process-execution-failed"))
        .body("data.results.status", contains("succeeded", "failed", "skipped"))
        .body("data.results[1].error.code", equalTo("smartobject-not-found"));
    assertThat(stateOf(light)).containsEntry("on", true).containsEntry("changes", 1);
  }

  @Test
  void shouldLetOnlyListedProfilesExecute() {
    long plug = createObject("virtual-switch");
    long process = createProcess("simple", List.of(step(plug, "toggle", 0, Map.of())), List.of());
    execute("occupant", process, Map.of()).statusCode(403).body("code", equalTo("forbidden"));

    as("admin")
        .body(Map.of("idProfile", 3))
        .post("/process/{id}/profiles", process)
        .then()
        .statusCode(201);
    execute("occupant", process, Map.of()).statusCode(200);
    execute("guest", process, Map.of()).statusCode(403);
    assertThat(stateOf(plug)).containsEntry("changes", 1);
  }
}
