package dev.castellan.e2e;

import static dev.castellan.e2e.Suite.as;
import static dev.castellan.e2e.Things.createObject;
import static dev.castellan.e2e.Things.createProcess;
import static dev.castellan.e2e.Things.stateOf;
import static dev.castellan.e2e.Things.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whatever is killed while processes run, every accepted execution ends once, and the devices have
 * done what the records say.
 */
@ExtendWith(Suite.class)
class FaultIT {

  private static final boolean LONG = Boolean.getBoolean("castellan.long");
  private static final int EXECUTIONS = LONG ? 2_000 : 200;
  private static final int PROCESSES = 20;
  private static final int CALLERS = 8;
  private static final Duration PACE = Duration.ofMillis(LONG ? 100 : 250);
  private static final List<String> VICTIMS =
      LONG
          ? List.of(
              "process-service",
              "smartobject-service",
              "kafka",
              "smartobject-service-2",
              "process-service-2")
          : List.of("process-service", "smartobject-service", "kafka");
  private static final Set<String> TERMINAL =
      Set.of("succeeded", "failed", "cancelled", "timed-out", "outcome-unknown");

  /** A process and the switches that its three steps toggle. */
  private record Subject(long process, List<Long> switches) {}

  @Test
  void shouldEndEveryExecutionOnceWhileReplicasAndBrokerAreKilled() throws Exception {
    assumeTrue(Suite.ours(), "only processes of our own may be killed");
    List<Subject> subjects = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      subjects.add(subject());
    }
    Map<String, Subject> accepted = new ConcurrentHashMap<>();
    try (ScheduledExecutorService callers = Executors.newScheduledThreadPool(CALLERS)) {
      List<Future<?>> sending = new ArrayList<>();
      for (int i = 0; i < EXECUTIONS; i++) {
        Subject subject = subjects.get(i % PROCESSES);
        sending.add(
            callers.schedule(
                () ->
                    accepted.put(
                        Things.accepted("/process/" + subject.process() + "/execute", Map.of()),
                        subject),
                i * PACE.toMillis(),
                TimeUnit.MILLISECONDS));
      }
      killAtRandom(sending);
      for (Future<?> each : sending) {
        each.get();
      }
    }
    assertThat(accepted).hasSize(EXECUTIONS);

    Map<String, JsonPath> ended = new HashMap<>();
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> allEnded(accepted, ended));
    for (Subject subject : subjects) {
      checkDevices(subject, accepted, ended);
    }
    Map<String, Long> ends =
        ended.values().stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.getString("data.status"), Collectors.counting()));
    System.out.printf("%d executions ended: %s%n", ended.size(), ends);
    // Giving everything up would keep every other promise made here.
    assertThat(ends.getOrDefault("succeeded", 0L)).isGreaterThan(EXECUTIONS / 4);
  }

  private static Subject subject() {
    List<Long> switches =
        List.of(
            createObject("virtual-switch"),
            createObject("virtual-switch"),
            createObject("virtual-switch"));
    long process =
        createProcess(
            "simple",
            switches.stream().map(each -> step(each, "toggle", 0, Map.of())).toList(),
            List.of());
    return new Subject(process, switches);
  }

  private static void killAtRandom(List<Future<?>> sending) {
    Random random = new Random(7);
    List<String> left = new ArrayList<>(VICTIMS);
    do {
      String victim = left.remove(random.nextInt(left.size()));
      Suite.launcher("kill", victim);
      Suite.launcher("start", victim);
      if (LONG && left.isEmpty() && sending.stream().anyMatch(each -> !each.isDone())) {
        left.addAll(VICTIMS);
      }
    } while (!left.isEmpty());
  }

  private static boolean allEnded(Map<String, Subject> accepted, Map<String, JsonPath> ended) {
    for (Map.Entry<String, Subject> each : accepted.entrySet()) {
      if (!ended.containsKey(each.getKey())) {
        JsonPath execution =
            as("admin")
                .get("/process/{p}/executions/{e}", each.getValue().process(), each.getKey())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        if (!TERMINAL.contains(execution.getString("data.status"))) {
          return false;
        }
        ended.put(each.getKey(), execution);
      }
    }
    return true;
  }

  private static void checkDevices(
      Subject subject, Map<String, Subject> accepted, Map<String, JsonPath> ended) {
    List<JsonPath> executions =
        accepted.entrySet().stream()
            .filter(each -> each.getValue().equals(subject))
            .map(each -> ended.get(each.getKey()))
            .toList();
    as("admin")
        .get("/process/{p}/executions?limit=1000", subject.process())
        .then()
        .statusCode(200)
        .body("data.size()", equalTo(executions.size()));
    for (int step = 0; step < subject.switches().size(); step++) {
      String path = "data.results[" + step + "].status";
      long succeeded =
          executions.stream().filter(each -> "succeeded".equals(each.getString(path))).count();
      long unknown =
          executions.stream()
              .filter(each -> Set.of("timed-out", "outcome-unknown").contains(each.getString(path)))
              .count();
      long object = subject.switches().get(step);
      int changes = ((Number) stateOf(object).get("changes")).intValue();
      assertThat((long) changes)
          .as("changes of %d, %d steps of unknown end", object, unknown)
          .isBetween(succeeded, succeeded + unknown);
      List<String> recorded =
          as("admin")
              .get("/smartobjects/{id}/executions?limit=1000", object)
              .jsonPath()
              .getList("data.status");
      assertThat(recorded.stream().filter("succeeded"::equals).count()).isEqualTo(changes);
    }
  }
}
