package dev.castellan.e2e;

import static dev.castellan.e2e.Suite.as;
import static dev.castellan.e2e.Things.accepted;
import static dev.castellan.e2e.Things.createObject;
import static dev.castellan.e2e.Things.createProcess;
import static dev.castellan.e2e.Things.stateOf;
import static dev.castellan.e2e.Things.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many callers turn the same switches while a replica of the service is lost. */
@ExtendWith(Suite.class)
class SwitchFaultIT {

  private static final boolean LONG = Boolean.getBoolean("castellan.long");
  private static final int SWITCHES = 5;
  private static final int EXECUTIONS = LONG ? 1_000 : 40;
  private static final int CALLERS = 50;
  private static final Duration PATIENCE = Duration.ofMinutes(LONG ? 10 : 3);

  /** A switch process and the device that each of its runs toggles. */
  private record Subject(long process, long device) {}

  /** An execution as the list shows it. */
  private record Run(String status, Integer enable) {}

  @Test
  void shouldAlternateStrictlyAndLoseNoToggle() throws Exception {
    assumeTrue(Suite.ours(), "only processes of our own may be killed");
    List<Subject> subjects = IntStream.range(0, SWITCHES).mapToObj(i -> subject()).toList();
    List<Future<String>> accepting = new ArrayList<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      for (int i = 0; i < EXECUTIONS * SWITCHES; i++) {
        String path = "/process/" + subjects.get(i % SWITCHES).process() + "/execute";
        accepting.add(callers.submit(() -> accepted(path, Map.of())));
      }
      accepting.get(accepting.size() / 4).get();
      Suite.launcher("kill", "process-service");
      accepting.get(accepting.size() / 2).get();
      Suite.launcher("start", "process-service");
      for (Future<String> each : accepting) {
        each.get();
      }
    }
    for (Subject subject : subjects) {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> runs(subject, "status=in=(accepted,running)").isEmpty());
      check(subject);
    }
  }

  private static void check(Subject subject) {
    List<Run> runs = runs(subject, "finishedAt=ge=2000-01-01T00:00:00Z");
    assertThat(runs).hasSize(EXECUTIONS);
    int state = 0;
    for (Run run : runs) {
      state = run.status().equals("succeeded") ? 1 - state : state;
      assertThat(run.enable()).as("state after %s", run).isEqualTo(state);
    }
    assertThat(as("admin").get("/process/{p}", subject.process()).jsonPath().getInt("data.enable"))
        .isEqualTo(state);
    long toggled =
        as("admin")
            .get("/smartobjects/{o}/executions?limit=1000", subject.device())
            .jsonPath()
            .getList("data.status")
            .stream()
            .filter("succeeded"::equals)
            .count();
    Map<String, Object> device = stateOf(subject.device());
    assertThat(((Number) device.get("changes")).longValue()).isEqualTo(toggled);
    assertThat(device.get("on")).isEqualTo(toggled % 2 == 1);
    assertThat(toggled)
        .as("a run that did not succeed may have toggled all the same, none twice")
        .isBetween(
            runs.stream().filter(each -> each.status().equals("succeeded")).count(),
            (long) EXECUTIONS);
  }

  private static Subject subject() {
    long device = createObject("virtual-switch");
    long process =
        createProcess(
            "switch",
            List.of(step(device, "toggle", 0, Map.of()), step(device, "toggle", 1, Map.of())),
            List.of());
    return new Subject(process, device);
  }

  /** Executions in the order in which they ran. */
  private static List<Run> runs(Subject subject, String filter) {
    return as("admin")
        .queryParam("filter", filter)
        .queryParam("sort", "finishedAt")
        .queryParam("limit", "1000")
        .get("/process/{p}/executions", subject.process())
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("data", Map.class)
        .stream()
        .map(each -> new Run((String) each.get("status"), (Integer) each.get("enable")))
        .toList();
  }
}
