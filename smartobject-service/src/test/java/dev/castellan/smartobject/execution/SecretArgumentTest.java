package dev.castellan.smartobject.execution;

import static dev.castellan.smartobject.TestSmartobjects.act;
import static dev.castellan.smartobject.execution.ActionResourceTest.create;
import static dev.castellan.testing.TestTokens.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.ActionExecuted;
import dev.castellan.contracts.smartobject.ActionFinished;
import dev.castellan.contracts.smartobject.ActionRequested;
import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.smartobject.module.DeviceException;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import dev.castellan.testing.ProbedEvent;
import dev.castellan.web.secret.SecretArguments;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a manifest calls a secret argument is known to the device alone. */
@QuarkusTest
@WithTestResource(Backends.class)
class SecretArgumentTest {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final String PIN = "open-Sesame-4711";
  private static final String GIVEN = "{\"settings\":{\"pin\":\"" + PIN + "\",\"code\":887766}}";
  private static final Caller OCCUPANT = new Caller(3, "occupant", 3, "occupant");

  @Inject Jdbc jdbc;
  @Inject SecretArguments secrets;

  @AutoClose
  private final EventProbe probe =
      EventProbe.on(Topics.SMARTOBJECT_RESULTS, Topics.SMARTOBJECT_EVENTS);

  @Test
  void shouldSaySoInTheManifestAndHideADefault() {
    asAdmin()
        .get("/modules/test-device")
        .then()
        .body("data.actions.find{it.id=='unlock'}.settings[0].secret", equalTo(true))
        .body("data.actions.find{it.id=='unlock'}.settings[1].default", nullValue());
    asAdmin()
        .get("/modules/virtual-light")
        .then()
        .body("data.actions.find{it.id=='turnOn'}.settings[0].secret", equalTo(false))
        .body("data.actions.find{it.id=='turnOn'}.settings[0].default", equalTo(255));
    String object = asAdmin().get("/smartobjects/{id}", create("test-device")).asString();
    assertThat(object).contains("\"secret\":true").doesNotContain("665544");
  }

  @Test
  void shouldShowTheMaskAndKeepTheValueSealedUntilTheDeviceHasIt() {
    int device = create("test-device");
    CountDownLatch open = new CountDownLatch(1);
    TestModule.behave(
        device,
        call -> {
          open.await();
          return Map.of("said", "pin " + call.arguments().get("pin") + " is right", "code", 887766);
        });

    UUID execution = start(device, GIVEN);
    await().atMost(SOON).until(() -> !TestModule.callsOf(device).isEmpty());
    assertHidden(device, execution);
    assertThat(row(execution)).contains("sealed").doesNotContain(PIN, "887766");
    assertThat(TestModule.callsOf(device).get(0).arguments())
        .containsEntry("pin", PIN)
        .hasEntrySatisfying("code", code -> assertThat(code).hasToString("887766"));

    open.countDown();
    ActionExecuted event =
        probe.await(ActionExecuted.class, each -> each.executionId().equals(execution));
    assertThat(event.result())
        .isEqualTo(Map.of("said", "pin ••••• is right", "code", SecretArguments.MASK));
    assertHidden(device, execution);
    assertThat(row(execution)).contains(SecretArguments.MASK).doesNotContain("sealed", PIN);
    assertThat(probe.matching(SecretArgumentTest::showsThePin)).isEmpty();
  }

  @Test
  void shouldMaskWhatAFailingDeviceRepeats() {
    int device = create("test-device");
    TestModule.behave(
        device,
        call -> {
          throw DeviceException.refused("No: " + call.arguments().get("pin"));
        });

    act(device, "unlock", GIVEN).statusCode(502).body("message", equalTo("No: •••••"));
    String history = asAdmin().get("/smartobjects/{id}/executions", device).asString();
    assertThat(history).contains("No: •••••").doesNotContain(PIN);
  }

  @Test
  void shouldTakeACommandWithSealedArguments() {
    int device = create("test-device");
    ActionRequested command = command(device, UUID.randomUUID(), "unlock");
    assertThat(command.toString()).doesNotContain(PIN);
    EventProbe.send(Integer.toString(device), command);

    assertThat(answer(command).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(TestModule.callsOf(device).get(0).arguments()).containsEntry("pin", PIN);
    assertThat(row(command.commandId())).contains(SecretArguments.MASK).doesNotContain(PIN);
    assertThat(probe.matching(SecretArgumentTest::showsThePin)).isEmpty();
  }

  @Test
  void shouldRefuseACommandWhoseArgumentsWereSealedForAnother() {
    int device = create("test-device");
    for (ActionRequested stolen :
        List.of(command(device, UUID.randomUUID(), "open"), command(device, null, "unlock"))) {
      EventProbe.send(Integer.toString(device), stolen);
      assertThat(answer(stolen).failure().code()).isEqualTo("invalid");
    }
    assertThat(TestModule.callsOf(device)).isEmpty();
  }

  @Test
  void shouldFailAnActionWhoseKeyIsGoneAndGoOnWithTheNext() {
    int device = create("test-device");
    CountDownLatch open = TestModule.block(device);
    start(device, GIVEN);
    UUID lost = start(device, GIVEN);
    UUID next = start(device, GIVEN);
    jdbc.run(
        "update execution set arguments = '{\"pin\":{\"sealed\":\"gone:AAAA\"}}' where id = ?",
        update -> {
          update.setObject(1, lost);
          return update.executeUpdate();
        });

    open.countDown();
    assertThat(status(next)).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(status(lost)).isEqualTo(ExecutionStatus.FAILED);
    assertThat(TestModule.callsOf(device)).hasSize(2);
    assertThat(row(lost)).doesNotContain("sealed");
  }

  private void assertHidden(int device, UUID execution) {
    asAdmin()
        .get("/smartobjects/{id}/executions/{e}", device, execution)
        .then()
        .body("data.settings.pin", equalTo(SecretArguments.MASK))
        .body("data.settings.code", equalTo(SecretArguments.MASK));
    String list = asAdmin().get("/smartobjects/{id}/executions", device).asString();
    assertThat(list).contains(SecretArguments.MASK).doesNotContain(PIN, "887766", "sealed");
  }

  private static UUID start(int device, String arguments) {
    return UUID.fromString(
        asAdmin()
            .contentType("application/json")
            .header("Prefer", "respond-async")
            .body(arguments)
            .post("/smartobjects/{id}/actions/unlock", device)
            .then()
            .statusCode(202)
            .extract()
            .path("data.executionId"));
  }

  private ExecutionStatus status(UUID execution) {
    return probe.await(ActionExecuted.class, each -> each.executionId().equals(execution)).status();
  }

  private ActionFinished answer(ActionRequested command) {
    return probe.await(ActionFinished.class, each -> each.commandId().equals(command.commandId()));
  }

  /**
   * @param execution that it belongs to; null for one that its arguments are not sealed for
   * @param sealedFor action that its arguments are sealed for
   */
  private ActionRequested command(int device, UUID execution, String sealedFor) {
    UUID home = execution == null ? UUID.randomUUID() : execution;
    Map<String, Object> arguments =
        secrets.seal(
            Map.of("pin", PIN, "code", 1),
            Set.of("pin"),
            SecretArguments.ofCommand(home, sealedFor));
    return new ActionRequested(
        UUID.randomUUID(),
        execution == null ? UUID.randomUUID() : execution,
        0,
        device,
        "unlock",
        arguments,
        OCCUPANT,
        "process",
        false,
        Instant.now().plusSeconds(30));
  }

  private String row(UUID execution) {
    return jdbc.run(
        "select to_jsonb(e)::text from execution e where id = ?",
        select -> {
          select.setObject(1, execution);
          return Jdbc.rows(select, row -> row.getString(1)).get(0);
        });
  }

  private static boolean showsThePin(ProbedEvent event) {
    return !event.tombstone() && new String(event.value(), StandardCharsets.UTF_8).contains(PIN);
  }
}
