package dev.castellan.process.execution;

import static dev.castellan.process.Callers.asAdmin;
import static dev.castellan.process.Callers.asGuest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.contracts.smartobject.ActionRequested;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.process.TestObjects;
import dev.castellan.process.TestProcesses;
import dev.castellan.testing.Backends;
import dev.castellan.testing.DeviceSide;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class SwitchTest {

  private static final int CALLERS = 25;
  private static final int RUNS = 100;
  private static final int QUEUE = 40;

  @AutoClose private final DeviceSide driver = new DeviceSide();
  private final SmartobjectState light = TestObjects.light();

  @Test
  void shouldRunWhatBelongsToItsStateAndFlip() {
    driver.drive(light.id(), FakeDriver.SUCCEED);
    long process = lamp();

    execute(process).statusCode(200).body("data.enable", equalTo(1));
    state(process, 1);
    execute(process)
        .statusCode(200)
        .body("data.enable", equalTo(0))
        .body("data.results.action.id", contains("turnOff"));
    state(process, 0);

    assertThat(actions()).containsExactly("turnOn", "turnOff");
    asGuest().get("/process/{p}", process).then().body("data.version", equalTo(1));
  }

  @Test
  void shouldNotFlipWhenAStepFails() {
    driver.drive(light.id(), command -> List.of(FakeDriver.failed(command)));
    long process = lamp();

    execute(process).statusCode(502).body("data.enable", equalTo(0));

    state(process, 0);
  }

  @Test
  void shouldFlipWithoutAnyActionsOfItsState() {
    long process = TestProcesses.aSwitch().create();

    execute(process).statusCode(200).body("data.enable", equalTo(1));
    execute(process).statusCode(200).body("data.enable", equalTo(0));
  }

  @Test
  void shouldStartFromTheStateThatAPatchSet() {
    driver.drive(light.id(), FakeDriver.SUCCEED);
    long process = lamp();
    asAdmin().body(Map.of("enable", 1)).patch("/process/{p}", process).then().statusCode(200);

    execute(process).statusCode(200).body("data.enable", equalTo(0));

    assertThat(actions()).containsExactly("turnOff");
  }

  @Test
  void shouldAskOnlyForTheInputsOfItsState() {
    driver.drive(light.id(), FakeDriver.SUCCEED);
    long process =
        TestProcesses.aSwitch()
            .input(Map.of("reference", "level", "name", "Level", "type", "number", "enable", 0))
            .input(Map.of("reference", "why", "name", "Why", "type", "text", "enable", 1))
            .action(
                Map.of(
                    "source",
                    light.id(),
                    "action",
                    "turnOn",
                    "enable",
                    0,
                    "arguments",
                    Map.of("brightness", "{level}")))
            .action(light.id(), "turnOff", 1)
            .create();

    execute(process).statusCode(422).body("data.field", contains("inputs.level"));
    // What is not asked is not looked at.
    execute(process, Map.of("level", 9, "why", List.of(1)), "").statusCode(200);
    execute(process, Map.of("level", 9), "")
        .statusCode(422)
        .body("data.field", contains("inputs.why"));
    execute(process, Map.of("why", "because"), "").statusCode(200);
    state(process, 0);
  }

  @Test
  void shouldCheckAQueuedRunAgainstTheStateWhenItStarts() {
    driver.drive(light.id(), FakeDriver.SILENT);
    long process = turnedOffForAReason().action(light.id(), "turnOff", 1).create();
    execute(process, Map.of(), "respond-async").statusCode(202);
    String invalid = queued(process, Map.of());
    String valid = queued(process, Map.of("why", "because"));

    DeviceSide.send(FakeDriver.succeeded(awaitCommand(0)));
    DeviceSide.send(FakeDriver.succeeded(awaitCommand(1)));

    awaitStatus(process, valid, "succeeded");
    asGuest()
        .get("/process/{p}/executions/{e}", process, invalid)
        .then()
        .body("data.status", equalTo("failed"))
        .body("data.error.code", equalTo("invalid"))
        .body("data.results.size()", equalTo(0));
    assertThat(actions()).containsExactly("turnOn", "turnOff");
    state(process, 0);
  }

  @Test
  void shouldPassOverAQueuedRunWhoseCommandNoEventCouldCarry() {
    driver.drive(light.id(), FakeDriver.SILENT);
    long process =
        turnedOffForAReason()
            .action(
                Map.of(
                    "source",
                    light.id(),
                    "action",
                    "turnOff",
                    "enable",
                    1,
                    "arguments",
                    Map.of("note", "{why}{why}{why}")))
            .create();
    execute(process, Map.of(), "respond-async").statusCode(202);
    String large = queued(process, Map.of("why", "x".repeat(300_000)));
    String small = queued(process, Map.of("why", "x"));

    DeviceSide.send(FakeDriver.succeeded(awaitCommand(0)));
    DeviceSide.send(FakeDriver.succeeded(awaitCommand(1)));

    awaitStatus(process, small, "succeeded");
    awaitStatus(process, large, "failed");
  }

  @Test
  void shouldTellAWaitingCallerWhyHisQueuedRunCouldNotStart() throws Exception {
    driver.drive(light.id(), FakeDriver.SILENT);
    long process = turnedOffForAReason().create();
    execute(process, Map.of(), "respond-async").statusCode(202);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ValidatableResponse> waiting = callers.submit(() -> execute(process));
      await()
          .untilAsserted(
              () ->
                  asGuest()
                      .get("/process/{p}/executions?status=accepted", process)
                      .then()
                      .body("data.size()", equalTo(1)));

      DeviceSide.send(FakeDriver.succeeded(awaitCommand(0)));

      waiting.get().statusCode(422).body("message", equalTo("inputs.why is required"));
    }
  }

  @Test
  void shouldCancelAQueuedRunAtOnceAndLetTheOthersGoOn() {
    driver.drive(light.id(), FakeDriver.SILENT);
    long process = lamp();
    String running = accepted(process);
    String cancelled = accepted(process);
    String next = accepted(process);

    asAdmin()
        .post("/process/{p}/executions/{e}/cancel", process, cancelled)
        .then()
        .statusCode(200)
        .body("data.status", equalTo("cancelled"));
    assertThat(actions()).hasSizeLessThanOrEqualTo(1);
    DeviceSide.send(FakeDriver.succeeded(awaitCommand(0)));
    DeviceSide.send(FakeDriver.succeeded(awaitCommand(1)));

    awaitStatus(process, next, "succeeded");
    awaitStatus(process, running, "succeeded");
    assertThat(actions()).containsExactly("turnOn", "turnOff");
    state(process, 0);
  }

  @Test
  void shouldFailWhatIsQueuedWhenTheProcessIsDeleted() {
    driver.drive(light.id(), FakeDriver.SILENT);
    long process = lamp();
    String running = accepted(process);
    String queued = accepted(process);
    asAdmin().delete("/process/{p}", process).then().statusCode(200);

    DeviceSide.send(FakeDriver.succeeded(awaitCommand(0)));

    awaitStatus(process, running, "succeeded");
    awaitStatus(process, queued, "failed");
    asGuest()
        .get("/process/{p}/executions/{e}", process, queued)
        .then()
        .body("data.error.code", equalTo("process-not-found"));
  }

  @Test
  void shouldAlternateStrictlyUnderConcurrentCallers() throws Exception {
    AtomicReference<ActionRequested> inFlight = new AtomicReference<>();
    List<String> overlaps = new CopyOnWriteArrayList<>();
    Executor soon = CompletableFuture.delayedExecutor(3, TimeUnit.MILLISECONDS);
    driver.drive(
        light.id(),
        command -> {
          if (inFlight.getAndSet(command) != null) {
            overlaps.add(command.toString());
          }
          soon.execute(
              () -> {
                inFlight.set(null);
                DeviceSide.send(FakeDriver.succeeded(command));
              });
          return List.of();
        });
    long process = lamp();

    List<Response> answers = new ArrayList<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      List<Future<Response>> futures =
          IntStream.range(0, RUNS)
              .mapToObj(
                  i ->
                      callers.submit(
                          () ->
                              asAdmin()
                                  .header("Prefer", "wait=50")
                                  .post("/process/{p}/execute", process)
                                  .andReturn()))
              .toList();
      for (Future<Response> future : futures) {
        answers.add(future.get());
      }
    }

    assertThat(answers).allMatch(each -> each.statusCode() == 200);
    assertThat(overlaps).isEmpty();
    List<String> expected =
        IntStream.range(0, RUNS).mapToObj(i -> i % 2 == 0 ? "turnOn" : "turnOff").toList();
    assertThat(actions()).isEqualTo(expected);
    assertThat(answers.stream().filter(each -> each.<Integer>path("data.enable") == 1))
        .hasSize(RUNS / 2);
    state(process, 0);
  }

  @Test
  void shouldRefuseMoreThanTheQueueHolds() {
    driver.drive(light.id(), FakeDriver.SILENT);
    Map<String, Object> slow = Map.of("source", light.id(), "action", "turnOn", "timeout", 600);
    long process = TestProcesses.aSwitch().action(slow).create();
    try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      IntStream.range(0, QUEUE + 1).forEach(i -> callers.submit(() -> accepted(process)));
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                asGuest()
                    .get("/process/{p}/executions?status=accepted&limit=1&count=true", process)
                    .then()
                    .header("X-Total-Count", equalTo(String.valueOf(QUEUE))));

    // Not the one that runs, which is to succeed.
    String queued =
        asGuest()
            .get("/process/{p}/executions?status=accepted&limit=1", process)
            .jsonPath()
            .getString("data[0].executionId");
    execute(process, Map.of(), "respond-async")
        .statusCode(429)
        .header("Retry-After", equalTo("1"))
        .body("code", equalTo("too-many-requests"));

    // Empties the queue, so that nothing is left running behind this test.
    asAdmin().delete("/process/{p}", process).then().statusCode(200);
    DeviceSide.send(FakeDriver.succeeded(awaitCommand(0)));
    awaitStatus(process, queued, "failed");
  }

  /** Going back asks why. */
  private TestProcesses turnedOffForAReason() {
    return TestProcesses.aSwitch()
        .input(Map.of("reference", "why", "name", "Why", "type", "text", "enable", 1))
        .action(light.id(), "turnOn", 0);
  }

  /** A lamp that the switch turns on in state 0 and off in state 1. */
  private long lamp() {
    return TestProcesses.aSwitch()
        .action(light.id(), "turnOn", 0)
        .action(light.id(), "turnOff", 1)
        .create();
  }

  private List<String> actions() {
    return driver.commandsOf(light.id()).stream().map(ActionRequested::action).toList();
  }

  private ActionRequested awaitCommand(int nth) {
    await().until(() -> driver.commandsOf(light.id()).size() > nth);
    return driver.commandsOf(light.id()).get(nth);
  }

  private static String queued(long process, Map<String, Object> inputs) {
    return execute(process, inputs, "respond-async")
        .statusCode(202)
        .body("data.status", equalTo("accepted"))
        .extract()
        .path("data.executionId");
  }

  private static String accepted(long process) {
    return execute(process, Map.of(), "respond-async")
        .statusCode(202)
        .extract()
        .path("data.executionId");
  }

  private static ValidatableResponse execute(long process) {
    return execute(process, Map.of(), "");
  }

  private static ValidatableResponse execute(
      long process, Map<String, Object> inputs, String prefer) {
    return asAdmin()
        .header("Prefer", prefer)
        .body(Map.of("inputs", inputs))
        .post("/process/{p}/execute", process)
        .then();
  }

  private static void state(long process, int enable) {
    asGuest().get("/process/{p}", process).then().body("data.enable", equalTo(enable));
  }

  private static void awaitStatus(long process, String execution, String status) {
    await()
        .untilAsserted(
            () ->
                asGuest()
                    .get("/process/{p}/executions/{e}", process, execution)
                    .then()
                    .body("data.status", equalTo(status)));
  }
}
