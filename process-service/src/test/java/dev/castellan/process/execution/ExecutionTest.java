package dev.castellan.process.execution;

import static dev.castellan.process.Callers.asAdmin;
import static dev.castellan.process.Callers.asGuest;
import static dev.castellan.process.Callers.asOccupant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.process.ProcessExecuted;
import dev.castellan.contracts.smartobject.ActionFinished;
import dev.castellan.contracts.smartobject.ActionRequested;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.process.TestObjects;
import dev.castellan.process.TestProcesses;
import dev.castellan.testing.Backends;
import dev.castellan.testing.DeviceSide;
import dev.castellan.testing.EventProbe;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class ExecutionTest {

  @AutoClose private final DeviceSide driver = new DeviceSide();

  @Inject Waiters waiters;

  @Test
  void shouldRunTheActionsInOrderAndAnswerTheirResults() {
    SmartobjectState first = TestObjects.light();
    SmartobjectState second = TestObjects.light();
    driver.drive(first.id(), FakeDriver.SUCCEED);
    driver.drive(second.id(), FakeDriver.SUCCEED);
    long process =
        TestProcesses.simple()
            .input("level", "slider")
            .action(
                Map.of(
                    "source",
                    first.id(),
                    "action",
                    "turnOn",
                    "arguments",
                    Map.of("brightness", "{level}")))
            .action(second.reference(), "turnOff")
            .create();

    asAdmin()
        .body(Map.of("inputs", Map.of("level", "120")))
        .post("/process/{id}/execute", process)
        .then()
        .statusCode(200)
        .body("code", equalTo("ok"))
        .body("data.status", equalTo("succeeded"))
        .body("data.enable", equalTo(0))
        .body("data.results.size()", equalTo(2))
        .body("data.results[0].action.name", equalTo("Turn on"))
        .body("data.results[0].source.reference", equalTo(first.reference()))
        .body("data.results[0].data.on", equalTo(true))
        .body("data.results[1].data.on", equalTo(false));

    assertThat(driver.commandsOf(first.id()))
        .singleElement()
        .satisfies(command -> assertThat(command.arguments()).containsEntry("brightness", 120));
  }

  @Test
  void shouldRecordWhatItDid() {
    SmartobjectState light = driven(FakeDriver.SUCCEED);
    long process =
        TestProcesses.simple()
            .input("level", "slider")
            .action(turnOn(light, Map.of("brightness", "{level}")))
            .create();
    ValidatableResponse run = execute(process, Map.of("level", 5)).statusCode(200);
    String id = run.extract().path("data.executionId");

    asGuest()
        .get("/process/{p}/executions/{e}", process, id)
        .then()
        .statusCode(200)
        .body("data", equalTo(run.extract().path("data")))
        .body("data.caller.login", equalTo("admin"))
        .body("data.inputs.level", equalTo(5))
        .body("data.results[0].arguments.brightness", equalTo(5))
        .body("data.results[0].attempts", equalTo(1));
    asGuest()
        .get("/process/{p}/executions", process)
        .then()
        .statusCode(200)
        .body("data.executionId", contains(id));
    asGuest()
        .get("/process/{p}/executions/{e}", TestProcesses.simple().create(), id)
        .then()
        .statusCode(404)
        .body("code", equalTo("execution-not-found"));
    asGuest().get("/process/{p}/executions/none", process).then().statusCode(404);
    asGuest().get("/process/999999999/executions").then().statusCode(404);
  }

  @Test
  void shouldTellTheBusThatItEnded() {
    SmartobjectState light = driven(FakeDriver.SUCCEED);
    long process = TestProcesses.simple().action(light.id(), "turnOn").create();
    try (EventProbe probe = EventProbe.on(Topics.PROCESS_EVENTS)) {
      String id = execute(process, Map.of()).extract().path("data.executionId");

      ProcessExecuted fact =
          probe.await(ProcessExecuted.class, each -> each.executionId().toString().equals(id));
      assertThat(fact.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
      assertThat(fact.processId()).isEqualTo(process);
      assertThat(fact.steps()).isEqualTo(1);
    }
  }

  @Test
  void shouldStopAtTheFirstFailure() {
    SmartobjectState good = driven(FakeDriver.SUCCEED);
    SmartobjectState bad = driven(command -> List.of(FakeDriver.failed(command)));
    SmartobjectState never = driven(FakeDriver.SUCCEED);
    long process =
        TestProcesses.simple()
            .action(good.id(), "turnOn")
            .action(bad.id(), "turnOn")
            .action(never.id(), "turnOn")
            .create();

    execute(process, Map.of())
        .statusCode(502)
        .header("X-Castellan-Outcome", equalTo("business"))
        .body("error", equalTo(true))
        .body("code", equalTo("process-execution-failed"))
        .body("data.status", equalTo("failed"))
        .body("data.results.status", contains("succeeded", "failed", "skipped"))
        .body("data.results[1].error.code", equalTo("action-failed"))
        .body("data.results[2].startedAt", nullValue());
    assertThat(driver.commandsOf(never.id())).isEmpty();
  }

  @Test
  void shouldUndoAndRetryAsDefined() {
    SmartobjectState first = driven(FakeDriver.SUCCEED);
    SmartobjectState second = driven(command -> List.of(FakeDriver.failed(command)));
    long process =
        TestProcesses.simple()
            .action(
                Map.of(
                    "source",
                    first.id(),
                    "action",
                    "turnOn",
                    "compensation",
                    Map.of("action", "turnOff")))
            .action(
                Map.of(
                    "source",
                    second.id(),
                    "action",
                    "turnOn",
                    "retry",
                    Map.of("max", 1, "delay", 0.1)))
            .create();

    execute(process, Map.of())
        .statusCode(502)
        .body("data.results.status", contains("succeeded", "failed", "succeeded"))
        .body("data.results[1].attempts", equalTo(2))
        .body("data.results[1].earlierAttempts[0].status", equalTo("failed"))
        .body("data.results[2].compensates", equalTo(0));
    assertThat(driver.commandsOf(second.id())).hasSize(2).doesNotHaveDuplicates();
    assertThat(driver.commandsOf(first.id()))
        .extracting(ActionRequested::action)
        .containsExactly("turnOn", "turnOff");
  }

  @Test
  void shouldEndTimedOutWhenNobodyAnswers() {
    SmartobjectState mute = driven(FakeDriver.SILENT);
    long process =
        TestProcesses.simple()
            .action(Map.of("source", mute.id(), "action", "turnOn", "timeout", 0.2))
            .action(mute.id(), "turnOff")
            .create();

    execute(process, Map.of())
        .statusCode(504)
        .body("code", equalTo("process-execution-timed-out"))
        .body("data.results.status", contains("timed-out", "skipped"))
        .body("data.results[0].error.code", equalTo("action-timed-out"));

    ActionRequested command = driver.commandsOf(mute.id()).get(0);
    assertThat(command.expiresAt()).isBefore(Instant.now());
  }

  @Test
  void shouldRepeatAfterATimeOutOnlyWhatTheManifestCallsIdempotent() {
    SmartobjectState late =
        driven(
            command -> List.of(DeviceSide.answer(command, ExecutionStatus.TIMED_OUT, null, null)));
    Map<String, Object> once = Map.of("max", 1, "delay", 0.1);
    long toggling =
        TestProcesses.simple()
            .action(Map.of("source", late.id(), "action", "toggle", "retry", once))
            .create();
    long turning =
        TestProcesses.simple()
            .action(Map.of("source", late.id(), "action", "turnOn", "retry", once))
            .create();

    execute(toggling, Map.of()).statusCode(504).body("data.results[0].attempts", equalTo(1));
    execute(turning, Map.of()).statusCode(504).body("data.results[0].attempts", equalTo(2));
    assertThat(driver.commandsOf(late.id()))
        .extracting(ActionRequested::action)
        .containsExactly("toggle", "turnOn", "turnOn");
  }

  @Test
  void shouldGoOnWithoutAResultThatIsTooLargeToKeep() {
    Map<String, Object> large = Map.of("page", "x".repeat(Results.LONGEST));
    SmartobjectState wordy =
        driven(
            command -> List.of(DeviceSide.answer(command, ExecutionStatus.SUCCEEDED, large, null)));
    SmartobjectState light = driven(FakeDriver.SUCCEED);
    long process =
        TestProcesses.simple().action(wordy.id(), "turnOn").action(light.id(), "turnOn").create();

    execute(process, Map.of())
        .statusCode(200)
        .body("data.results.status", contains("succeeded", "succeeded"))
        .body("data.results[0].data.omitted", equalTo(true))
        .body("data.results[1].data.on", equalTo(true));
  }

  @Test
  void shouldTakeEachAnswerOnceAndPassOverStrangeOnes() {
    List<ActionRequested> seen = new CopyOnWriteArrayList<>();
    SmartobjectState light =
        driven(
            command -> {
              seen.add(command);
              ActionFinished answer = FakeDriver.succeeded(command);
              ActionFinished stranger =
                  new ActionFinished(
                      UUID.randomUUID(),
                      command.executionId(),
                      command.step(),
                      command.smartobjectId(),
                      command.action(),
                      ExecutionStatus.FAILED,
                      null,
                      null,
                      1,
                      Instant.now(),
                      Instant.now());
              // A stranger first, the answer twice as two events, and an old answer again.
              List<ActionFinished> answers = new ArrayList<>(List.of(stranger, answer, answer));
              answers.add(FakeDriver.succeeded(seen.get(0)));
              return answers;
            });
    long process =
        TestProcesses.simple()
            .action(light.id(), "turnOn")
            .action(light.id(), "turnOff")
            .action(light.id(), "turnOn")
            .create();

    execute(process, Map.of())
        .statusCode(200)
        .body("data.results.status", contains("succeeded", "succeeded", "succeeded"));
    assertThat(driver.commandsOf(light.id())).hasSize(3);
  }

  @Test
  void shouldTakeOneEventDeliveredTwiceOnce() {
    SmartobjectState light = driven(FakeDriver.SILENT);
    SmartobjectState next = driven(FakeDriver.SUCCEED);
    long process =
        TestProcesses.simple().action(light.id(), "turnOn").action(next.id(), "turnOn").create();
    String id = accepted(process, "respond-async");
    ActionRequested command = awaitCommand(light);
    ActionFinished answer = FakeDriver.succeeded(command);
    UUID event = UUID.randomUUID();

    EventProbe.send(event, answer.executionId().toString(), answer);
    EventProbe.send(event, answer.executionId().toString(), answer);

    awaitStatus(process, id, "succeeded");
    assertThat(driver.commandsOf(next.id())).hasSize(1);
  }

  @Test
  void shouldFailAStepWhoseObjectIsGone() {
    SmartobjectState good = driven(FakeDriver.SUCCEED);
    SmartobjectState gone = driven(FakeDriver.SUCCEED);
    long process =
        TestProcesses.simple().action(good.id(), "turnOn").action(gone.id(), "turnOn").create();
    TestObjects.remove(gone.id());
    await()
        .untilAsserted(
            () ->
                asAdmin()
                    .get("/process/{id}", process)
                    .then()
                    .body("data.actions[1].source.reference", nullValue()));

    execute(process, Map.of())
        .statusCode(502)
        .body("data.results.status", contains("succeeded", "failed"))
        .body("data.results[1].error.code", equalTo("smartobject-not-found"));
    assertThat(driver.commandsOf(gone.id())).isEmpty();
  }

  @Test
  void shouldFindAnObjectThatWasNamedBeforeItExisted() {
    String reference = "late " + UUID.randomUUID();
    long process = TestProcesses.simple().action(reference, "turnOn").create();
    execute(process, Map.of()).statusCode(502);

    SmartobjectState late = TestObjects.announce(TestObjects.nextId(), reference);
    driver.drive(late.id(), FakeDriver.SUCCEED);

    await().untilAsserted(() -> execute(process, Map.of()).statusCode(200));
  }

  @Test
  void shouldRunNothingWhenAnInputIsMissingOrOfTheWrongType() {
    SmartobjectState light = driven(FakeDriver.SUCCEED);
    long process =
        TestProcesses.simple()
            .input("level", "slider")
            .input("color", "colorpicker")
            .input("loud", "checkbox")
            .action(turnOn(light, Map.of("brightness", "{level}", "color", "{color}")))
            .create();

    execute(process, Map.of("level", "bright", "color", "#12345", "unknown", 1))
        .statusCode(422)
        .body("code", equalTo("invalid"))
        .body("data.field", containsInAnyOrder("inputs.level", "inputs.color", "inputs.loud"));
    execute(process, Map.of("level", 300, "color", "#123456", "loud", 0))
        .statusCode(422)
        .body("data.field", contains("actions[0].arguments.brightness"));
    asAdmin().body("{\"inputs\": 5}").post("/process/{p}/execute", process).then().statusCode(422);
    execute(process, Map.of("level", "1e999999999", "color", "#123456", "loud", 0))
        .statusCode(422)
        .body("data.field", contains("inputs.level"));
    asAdmin().body("{\"inputs\": ").post("/process/{p}/execute", process).then().statusCode(400);
    assertThat(driver.commandsOf(light.id())).isEmpty();
    asGuest().get("/process/{p}/executions", process).then().body("data.size()", equalTo(0));

    asAdmin()
        .body(
            Map.of(
                "inputs",
                List.of(
                    Map.of("reference", "level", "value", "30"),
                    Map.of("reference", "color", "value", "#123456"),
                    Map.of("reference", "loud", "value", "1"))))
        .post("/process/{p}/execute", process)
        .then()
        .statusCode(200);
    assertThat(driver.commandsOf(light.id()).get(0).arguments())
        .isEqualTo(Map.of("brightness", 30, "color", "#123456"));
  }

  @Test
  void shouldLetNoStepActWhenADeviceWillRefuseALaterOne() {
    SmartobjectState light = driven(FakeDriver.SUCCEED);
    long process =
        TestProcesses.simple()
            .input("level", "number")
            .action(light.id(), "turnOff")
            .action(turnOn(light, Map.of("brightness", "{level}")))
            .action(
                Map.of(
                    "source",
                    light.id(),
                    "action",
                    "turnOn",
                    "compensation",
                    Map.of("action", "dim")))
            .create();
    Map<String, Object> body = Map.of("inputs", Map.of("level", 10.5));

    for (String query : List.of("", "?dryRun=true")) {
      asAdmin()
          .body(body)
          .post("/process/{p}/execute" + query, process)
          .then()
          .statusCode(422)
          .body(
              "data.field",
              contains(
                  "actions[1].arguments.brightness", "actions[2].compensation.arguments.level"));
    }
    assertThat(driver.commandsOf(light.id())).isEmpty();
  }

  @Test
  void shouldLetAStepFailThatARunPassesOver() {
    SmartobjectState light = driven(FakeDriver.SUCCEED);
    long process =
        TestProcesses.simple()
            .action(
                Map.of(
                    "source",
                    light.id(),
                    "action",
                    "turnOn",
                    "arguments",
                    Map.of("brightness", 10.5),
                    "onError",
                    "continue"))
            .action(light.id(), "turnOff")
            .create();

    execute(process, Map.of()).statusCode(200).body("data.results.size()", equalTo(2));
  }

  @Test
  void shouldLetNoStepActWhenAnObjectLacksTheActionOfALaterOne() {
    SmartobjectState light = driven(FakeDriver.SUCCEED);
    String reference = "late " + UUID.randomUUID();
    long process =
        TestProcesses.simple().action(light.id(), "turnOn").action(reference, "explode").create();

    // While nobody knows the object its step fails; once it is known nothing is begun.
    execute(process, Map.of()).statusCode(502);
    TestObjects.known(TestObjects.announce(TestObjects.nextId(), reference));

    execute(process, Map.of()).statusCode(422).body("data.field", contains("actions[1].action"));
    assertThat(driver.commandsOf(light.id())).hasSize(1);
  }

  @Test
  void shouldExecuteWithoutABody() {
    SmartobjectState light = driven(FakeDriver.SUCCEED);
    long process = TestProcesses.simple().action(light.id(), "turnOn").create();

    asAdmin().post("/process/{p}/execute", process).then().statusCode(200);
  }

  @Test
  void shouldOnlyPlanInADryRun() {
    SmartobjectState light = driven(FakeDriver.SUCCEED);
    long process =
        TestProcesses.simple()
            .input("level", "number")
            .action(turnOn(light, Map.of("brightness", "{level}", "label", "at {level}")))
            .action("nobody knows me", "turnOn")
            .create();

    asAdmin()
        .body(Map.of("inputs", Map.of("level", 7)))
        .post("/process/{p}/execute?dryRun=true", process)
        .then()
        .statusCode(200)
        .body("data.dryRun", equalTo(true))
        .body("data.steps[0].arguments", equalTo(Map.of("brightness", 7, "label", "at 7")))
        .body("data.steps[0].source.id", equalTo(light.id()))
        .body("data.steps[1].error.code", equalTo("smartobject-not-found"));
    asAdmin().post("/process/{p}/execute?dryRun=1", process).then().statusCode(422);
    asAdmin().post("/process/{p}/execute?dryRun=maybe", process).then().statusCode(400);
    assertThat(driver.commandsOf(light.id())).isEmpty();
    asGuest().get("/process/{p}/executions", process).then().body("data.size()", equalTo(0));
  }

  @Test
  void shouldLetOnlyAdminAndListedProfilesExecute() {
    SmartobjectState light = driven(FakeDriver.SUCCEED);
    long process = TestProcesses.simple().action(light.id(), "turnOn").create();
    asOccupant()
        .post("/process/{p}/execute", process)
        .then()
        .statusCode(403)
        .body("code", equalTo("forbidden"));
    asOccupant().post("/process/{p}/execute?dryRun=true", process).then().statusCode(403);

    asAdmin().body(Map.of("idProfile", 3)).post("/process/{p}/profiles", process);
    asOccupant()
        .post("/process/{p}/execute", process)
        .then()
        .statusCode(200)
        .body("data.caller.login", equalTo("occupant"));
    asGuest().post("/process/{p}/execute", process).then().statusCode(403);
    assertThat(driver.commandsOf(light.id()))
        .singleElement()
        .satisfies(command -> assertThat(command.caller().profile()).isEqualTo("occupant"));

    asAdmin().delete("/process/{p}/profiles/3", process).then().statusCode(200);
    asOccupant().post("/process/{p}/execute", process).then().statusCode(403);
  }

  @Test
  void shouldAnswerAtOnceWhenAskedTo() {
    SmartobjectState light = driven(FakeDriver.SILENT);
    long process = TestProcesses.simple().action(light.id(), "turnOn").create();

    String id = accepted(process, "respond-async");
    awaitCommand(light);
    accepted(process, "wait=1");

    asGuest()
        .get("/process/{p}/executions/{e}", process, id)
        .then()
        .body("data.status", equalTo("running"))
        .body("data.results[0].status", equalTo("running"));
    DeviceSide.send(FakeDriver.succeeded(driver.commandsOf(light.id()).get(0)));
    awaitStatus(process, id, "succeeded");
  }

  @Test
  void shouldTellWhoWaitsThatItRunsOnBeforeItsProcessStops() throws Exception {
    SmartobjectState light = driven(FakeDriver.SILENT);
    Map<String, Object> slow = Map.of("source", light.id(), "action", "turnOn", "timeout", 600);
    long process = TestProcesses.simple().action(slow).create();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> waiting = callers.submit(() -> accepted(process, "wait=50"));
      ActionRequested command = awaitCommand(light);

      long before = System.nanoTime();
      waiters.sendAway();
      String id = waiting.get();

      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
      DeviceSide.send(FakeDriver.succeeded(command));
      awaitStatus(process, id, "succeeded");
    }
  }

  @Test
  void shouldCancelBetweenSteps() {
    HeldRun run = heldAtItsFirstStep();
    String path = "/process/" + run.process() + "/executions/" + run.id();

    asAdmin()
        .post(path + "/cancel")
        .then()
        .statusCode(200)
        .body("data.cancelRequested", equalTo(true))
        .body("data.status", equalTo("running"));
    DeviceSide.send(FakeDriver.succeeded(run.command()));

    awaitStatus(run.process(), run.id(), "cancelled");
    asAdmin().get(path).then().body("data.results.status", contains("succeeded", "skipped"));
    asAdmin().post(path + "/cancel").then().statusCode(409);
    asOccupant().post(path + "/cancel").then().statusCode(403);
    asAdmin()
        .post("/process/{p}/executions/{e}/cancel", run.process(), UUID.randomUUID())
        .then()
        .statusCode(404);
  }

  @Test
  void shouldCancelWhatStillRunsOfADeletedProcess() {
    HeldRun run = heldAtItsFirstStep();
    asAdmin().delete("/process/{p}", run.process()).then().statusCode(200);
    String path = "/process/" + run.process() + "/executions/" + run.id();

    asOccupant().post(path + "/cancel").then().statusCode(404);
    asAdmin().post(path + "/cancel").then().statusCode(200);
    DeviceSide.send(FakeDriver.succeeded(run.command()));

    awaitStatus(run.process(), run.id(), "cancelled");
  }

  /** A run of two steps whose first is on its way. */
  private record HeldRun(long process, String id, ActionRequested command) {}

  private HeldRun heldAtItsFirstStep() {
    SmartobjectState light = driven(FakeDriver.SILENT);
    long process =
        TestProcesses.simple().action(light.id(), "turnOn").action(light.id(), "turnOff").create();
    String id = accepted(process, "respond-async");
    return new HeldRun(process, id, awaitCommand(light));
  }

  @Test
  void shouldPageThroughExecutionsNewestFirst() {
    SmartobjectState light = driven(FakeDriver.SUCCEED);
    long process = TestProcesses.simple().action(light.id(), "turnOn").create();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(0, execute(process, Map.of()).extract().path("data.executionId"));
    }

    List<String> found = new ArrayList<>();
    String list = "/process/" + process + "/executions";
    String next = list + "?limit=2&status=succeeded";
    while (next != null) {
      Response page = asGuest().get(next);
      assertThat(page.statusCode()).isEqualTo(200);
      found.addAll(page.path("data.executionId"));
      String link = page.header("Link");
      next = link == null ? null : list + link.substring(1, link.indexOf('>'));
    }

    assertThat(found).isEqualTo(ids);
    asGuest().get(list + "?status=failed").then().body("data.size()", equalTo(0));
    for (String bad : List.of("limit=0", "limit=x", "cursor=x", "status=odd")) {
      asGuest().get(list + "?" + bad).then().statusCode(400).body("code", equalTo("bad-parameter"));
    }
  }

  private SmartobjectState driven(DeviceSide.Behaviour behaviour) {
    SmartobjectState light = TestObjects.light();
    driver.drive(light.id(), behaviour);
    return light;
  }

  private static Map<String, Object> turnOn(SmartobjectState light, Map<String, Object> arguments) {
    return Map.of("source", light.id(), "action", "turnOn", "arguments", arguments);
  }

  private static ValidatableResponse execute(long process, Map<String, Object> inputs) {
    return asAdmin().body(Map.of("inputs", inputs)).post("/process/{id}/execute", process).then();
  }

  private static String accepted(long process, String prefer) {
    ValidatableResponse answer =
        asAdmin()
            .header("Prefer", prefer)
            .post("/process/{id}/execute", process)
            .then()
            .statusCode(202)
            .body("error", equalTo(false))
            .body("code", equalTo("accepted"));
    String id = answer.extract().path("data.executionId");
    answer.header("Location", equalTo("/process/" + process + "/executions/" + id));
    return id;
  }

  private ActionRequested awaitCommand(SmartobjectState object) {
    await().until(() -> !driver.commandsOf(object.id()).isEmpty());
    return driver.commandsOf(object.id()).get(0);
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
