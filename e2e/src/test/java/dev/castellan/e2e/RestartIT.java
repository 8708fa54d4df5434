package dev.castellan.e2e;

import static dev.castellan.e2e.Suite.as;
import static dev.castellan.e2e.Things.createObject;
import static dev.castellan.e2e.Things.createProcess;
import static dev.castellan.e2e.Things.execute;
import static dev.castellan.e2e.Things.stateOf;
import static dev.castellan.e2e.Things.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Stopping the suite loses nothing. */
@ExtendWith(Suite.class)
class RestartIT {

  @Test
  void shouldKeepEveryObjectOverDownAndUp() {
    assumeTrue(Suite.ours(), "only a suite of our own may be stopped");
    long plug = createObject("virtual-switch");
    long process =
        createProcess(
            "switch",
            List.of(step(plug, "turnOn", 0, Map.of()), step(plug, "turnOff", 1, Map.of())),
            List.of());
    execute("admin", process, Map.of()).statusCode(200);
    // Starting runs the demo process, which leaves a new time of last use and nothing else.
    List<Object> references = seen("/smartobjects", "data.reference");
    List<Object> versions = seen("/smartobjects", "data.version");
    String processes = as("admin").get("/process").asString();

    Suite.launcher("down");
    Suite.up();

    assertThat(seen("/smartobjects", "data.reference")).isEqualTo(references);
    assertThat(seen("/smartobjects", "data.version")).isEqualTo(versions);
    assertThat(as("admin").get("/process").asString()).isEqualTo(processes);
    assertThat(stateOf(plug)).containsEntry("on", true).containsEntry("changes", 1);
    execute("admin", process, Map.of()).statusCode(200).body("data.enable", equalTo(0));
    as("admin")
        .get("/process/{id}/executions", process)
        .then()
        .statusCode(200)
        .body("data.size()", equalTo(2));
  }

  private static List<Object> seen(String path, String members) {
    return as("admin").get(path).then().statusCode(200).extract().jsonPath().getList(members);
  }
}
