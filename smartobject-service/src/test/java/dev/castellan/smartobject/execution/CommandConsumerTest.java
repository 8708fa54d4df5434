package dev.castellan.smartobject.execution;

import static dev.castellan.smartobject.TestSmartobjects.act;
import static dev.castellan.smartobject.execution.ActionResourceTest.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.ActionFinished;
import dev.castellan.contracts.smartobject.ActionRequested;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class CommandConsumerTest {

  private static final Caller OCCUPANT = new Caller(3, "occupant", 3, "occupant");

  @AutoClose
  private final EventProbe probe =
      EventProbe.on(Topics.SMARTOBJECT_RESULTS, Topics.SMARTOBJECT_COMMANDS + ".dlq");

  @Test
  void shouldRunACommandAndAnswerItsExecution() {
    int light = create("virtual-light");
    ActionRequested command = command(light, "turnOn", Map.of("brightness", 7));
    EventProbe.send(Integer.toString(light), command);

    ActionFinished answer = answer(command);
    assertThat(answer.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(answer.executionId()).isEqualTo(command.executionId());
    assertThat(answer.result()).containsEntry("brightness", 7).containsEntry("changes", 1);
    assertThat(answer.attempts()).isEqualTo(1);
  }

  @Test
  void shouldRunACommandOnceHoweverOftenItArrives() {
    int plug = create("virtual-switch");
    ActionRequested command = command(plug, "toggle", Map.of());
    for (int i = 0; i < 5; i++) {
      EventProbe.send(Integer.toString(plug), command);
    }
    ActionRequested last = command(plug, "getState", Map.of());
    EventProbe.send(Integer.toString(plug), last);

    assertThat(answer(last).result()).containsEntry("on", true).containsEntry("changes", 1);
    assertThat(
            probe.matching(
                e ->
                    e.topic().equals(Topics.SMARTOBJECT_RESULTS)
                        && e.as(ActionFinished.class).commandId().equals(command.commandId())))
        .hasSize(1);
  }

  @Test
  void shouldNotStartACommandThatHasExpiredButAnswerIt() {
    int plug = create("virtual-switch");
    ActionRequested late = command(plug, "toggle", Map.of(), false, Instant.now().minusSeconds(1));
    EventProbe.send(Integer.toString(plug), late);

    ActionFinished answer = answer(late);
    assertThat(answer.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
    assertThat(answer.startedAt()).isNull();
    act(plug, "getState", "{}").body("data.changes", equalTo(0));
  }

  @Test
  void shouldAnswerWhatCannotBeRun() {
    int light = create("virtual-light");
    assertThat(failureOf(command(999_999_999, "turnOn", Map.of())))
        .isEqualTo("smartobject-not-found");
    assertThat(failureOf(command(light, "fly", Map.of()))).isEqualTo("action-not-found");
    assertThat(failureOf(command(light, "turnOn", Map.of("brightness", "much"))))
        .isEqualTo("invalid");
    assertThat(failureOf(command(light, "turnOn", Map.of(), true, Instant.now().plusSeconds(30))))
        .isEqualTo("action-not-safe");
    act(light, "getState", "{}").body("data.changes", equalTo(0));
  }

  @Test
  void shouldPutPoisonAsideAndGoOn() {
    int light = create("virtual-light");
    String key = Integer.toString(light);
    EventProbe.sendRaw(
        Topics.SMARTOBJECT_COMMANDS, key, Map.of(), "garbage".getBytes(StandardCharsets.UTF_8));
    EventProbe.sendRaw(
        Topics.SMARTOBJECT_COMMANDS,
        key,
        Map.of(
            "ce_id",
            UUID.randomUUID().toString(),
            "ce_type",
            "castellan.smartobject.action-requested.v1"),
        "{\"commandId\":7}".getBytes(StandardCharsets.UTF_8));
    ActionRequested next = command(light, "turnOn", Map.of());
    EventProbe.send(key, next);

    assertThat(answer(next).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    probe.await(
        "two dead letters",
        e ->
            e.topic().endsWith(".dlq")
                && new String(e.value(), StandardCharsets.UTF_8).contains("commandId"),
        Duration.ofMinutes(1));
  }

  private String failureOf(ActionRequested command) {
    EventProbe.send(Long.toString(command.smartobjectId()), command);
    ActionFinished answer = answer(command);
    assertThat(answer.status()).isEqualTo(ExecutionStatus.FAILED);
    return answer.failure().code();
  }

  private ActionFinished answer(ActionRequested command) {
    return probe.await(ActionFinished.class, each -> each.commandId().equals(command.commandId()));
  }

  private static ActionRequested command(
      long object, String action, Map<String, Object> arguments) {
    return command(object, action, arguments, false, Instant.now().plusSeconds(30));
  }

  private static ActionRequested command(
      long object,
      String action,
      Map<String, Object> arguments,
      boolean requireSafe,
      Instant expiresAt) {
    return new ActionRequested(
        UUID.randomUUID(),
        UUID.randomUUID(),
        0,
        object,
        action,
        arguments,
        OCCUPANT,
        "process",
        requireSafe,
        expiresAt);
  }
}
