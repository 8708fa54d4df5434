package dev.castellan.smartobject.execution;

import static dev.castellan.smartobject.TestSmartobjects.act;
import static dev.castellan.smartobject.execution.ActionResourceTest.create;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.ActionFinished;
import dev.castellan.contracts.smartobject.ActionRequested;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Commands that give their device more than the usual seven seconds; fifteen is the most. */
@QuarkusTest
@WithTestResource(Backends.class)
class LongCallTest {

  /** Longer than a call usually may take, with the lease of a lost runner on top. */
  private static final Duration LONG = Duration.ofSeconds(10);

  @AutoClose private final EventProbe probe = EventProbe.on(Topics.SMARTOBJECT_RESULTS);

  @Test
  void shouldGiveADeviceTheTimeThatTheCommandAllows() {
    int slow = create("test-device");
    TestModule.behave(
        slow,
        call -> {
          Thread.sleep(LONG);
          return Map.of();
        });
    ActionFinished end = endOf(push(slow));
    assertThat(end.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(end.attempts()).isEqualTo(1);
    assertThat(TestModule.callsOf(slow)).hasSize(1);
  }

  @Test
  void shouldCutOffADeviceThatHangsHoweverLongTheCommandAllows() {
    int hanging = create("test-device");
    TestModule.hangOnPush(hanging);
    ActionFinished end = endOf(push(hanging));
    assertThat(end.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
    assertThat(Duration.between(end.startedAt(), end.finishedAt()))
        .isBetween(Duration.ofSeconds(14), Duration.ofSeconds(40));
    act(hanging, "set", "{}").statusCode(200);
  }

  private static ActionRequested push(int device) {
    ActionRequested command =
        new ActionRequested(
            UUID.randomUUID(),
            UUID.randomUUID(),
            0,
            device,
            "push",
            Map.of(),
            new Caller(3, "occupant", 3, "occupant"),
            "process",
            false,
            Instant.now().plusSeconds(600));
    EventProbe.send(Integer.toString(device), command);
    return command;
  }

  private ActionFinished endOf(ActionRequested command) {
    return probe.await(ActionFinished.class, e -> e.commandId().equals(command.commandId()));
  }
}
