package dev.castellan.process.execution;

import static dev.castellan.process.Callers.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.contracts.Topics;
import dev.castellan.contracts.process.ProcessExecuted;
import dev.castellan.contracts.smartobject.ActionRequested;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.process.TestObjects;
import dev.castellan.process.TestProcesses;
import dev.castellan.testing.Backends;
import dev.castellan.testing.DeviceSide;
import dev.castellan.testing.EventProbe;
import dev.castellan.testing.ProbedEvent;
import dev.castellan.web.secret.SecretArguments;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a manifest calls a secret argument is known to nobody but the receiver of the command. */
@QuarkusTest
@WithTestResource(Backends.class)
class SecretRunTest {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final String PIN = "open-Sesame-4711";
  private static final Map<String, Object> ASKED = Map.of("inputs", Map.of("pin", PIN));

  @AutoClose private final DeviceSide driver = new DeviceSide();

  @AutoClose
  private final EventProbe probe =
      EventProbe.on(Topics.PROCESS_EVENTS, Topics.SMARTOBJECT_COMMANDS);

  private final SmartobjectState door = TestObjects.light();

  @Inject Jdbc jdbc;
  @Inject SecretArguments secrets;

  @Test
  void shouldHideAnArgumentThatIsWrittenInTheDefinition() {
    long process = unlocking(TestProcesses.simple(), PIN).create();
    assertHiddenFromStartToEnd(process, Map.of());
  }

  @Test
  void shouldHideAnInputThatFeedsAnArgument() {
    long process = unlocking(TestProcesses.simple().input("pin", "text"), "{pin}").create();
    UUID execution = assertHiddenFromStartToEnd(process, ASKED);

    asAdmin()
        .get("/process/{p}/executions/{e}", process, execution)
        .then()
        .body("data.inputs.pin", equalTo(SecretArguments.MASK));
  }

  @Test
  void shouldKeepInputsOfAQueuedRunSealedUntilItStarts() {
    long process = unlocking(TestProcesses.aSwitch().input("pin", "text"), "{pin}").create();
    UUID first = start(process, ASKED);
    UUID second = start(process, ASKED);
    assertThat(row(first)).doesNotContain(PIN);
    assertThat(row(second)).contains("sealed").doesNotContain(PIN);
    asAdmin()
        .get("/process/{p}/executions/{e}", process, second)
        .then()
        .body("data.inputs.pin", equalTo(SecretArguments.MASK));

    DeviceSide.send(FakeDriver.failed(command(first)));
    assertThat(opened(command(second))).containsEntry("pin", PIN);
    DeviceSide.send(FakeDriver.succeeded(command(second)));
    ended(second);
    assertThat(row(second)).contains(SecretArguments.MASK).doesNotContain("sealed", PIN);
  }

  @Test
  void shouldHideItInThePlan() {
    long process = unlocking(TestProcesses.simple().input("pin", "text"), "{pin}").create();

    String plan =
        asAdmin().body(ASKED).post("/process/{p}/execute?dryRun=true", process).asString();

    assertThat(plan).contains(SecretArguments.MASK).doesNotContain(PIN);
  }

  private UUID assertHiddenFromStartToEnd(long process, Map<String, Object> body) {
    UUID execution = start(process, body);
    ActionRequested command = command(execution);
    assertThat(command.arguments().toString()).contains("sealed").doesNotContain(PIN);
    assertThat(opened(command)).containsEntry("pin", PIN);
    assertThat(row(execution)).contains("sealed").doesNotContain(PIN);
    assertHidden(process, execution);

    DeviceSide.send(FakeDriver.succeeded(command));
    ended(execution);
    assertThat(row(execution)).contains(SecretArguments.MASK).doesNotContain("sealed", PIN);
    assertHidden(process, execution);
    String stream =
        asAdmin().get("/process/{p}/executions/{e}/events", process, execution).asString();
    assertThat(stream).contains("step-ended").doesNotContain("sealed", PIN);
    assertThat(probe.matching(SecretRunTest::showsThePin)).isEmpty();
    return execution;
  }

  private void assertHidden(long process, UUID execution) {
    asAdmin()
        .get("/process/{p}/executions/{e}", process, execution)
        .then()
        .body("data.results[0].arguments.pin", equalTo(SecretArguments.MASK));
    String list = asAdmin().get("/process/{p}/executions", process).asString();
    assertThat(list).contains(SecretArguments.MASK).doesNotContain("sealed", PIN);
  }

  private TestProcesses unlocking(TestProcesses process, String pin) {
    return process.unlocking(door.id(), pin, pin);
  }

  private static UUID start(long process, Map<String, Object> body) {
    return UUID.fromString(
        asAdmin()
            .header("Prefer", "respond-async")
            .body(body)
            .post("/process/{p}/execute", process)
            .then()
            .statusCode(202)
            .extract()
            .path("data.executionId"));
  }

  private ActionRequested command(UUID execution) {
    return await()
        .atMost(SOON)
        .until(
            () ->
                driver.commandsOf(door.id()).stream()
                    .filter(each -> each.executionId().equals(execution))
                    .toList(),
            found -> !found.isEmpty())
        .getFirst();
  }

  private Map<String, Object> opened(ActionRequested command) {
    return secrets.open(
        command.arguments(), SecretArguments.ofCommand(command.executionId(), command.action()));
  }

  private void ended(UUID execution) {
    probe.await(ProcessExecuted.class, each -> each.executionId().equals(execution));
  }

  private String row(UUID execution) {
    List<String> rows =
        jdbc.run(
            "select to_jsonb(e)::text from execution e where id = ?",
            select -> {
              select.setObject(1, execution);
              return Jdbc.rows(select, row -> row.getString(1));
            });
    return rows.getFirst();
  }

  private static boolean showsThePin(ProbedEvent event) {
    return !event.tombstone() && new String(event.value(), StandardCharsets.UTF_8).contains(PIN);
  }
}
