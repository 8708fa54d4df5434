package dev.castellan.process.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.process.definition.ActionDefinition.Compensation;
import dev.castellan.process.definition.ActionDefinition.Retry;
import dev.castellan.web.secret.SecretArguments;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunSecretsTest {

  private static final Map<String, Object> SEALED = Map.of("pin", Map.of("sealed", "k:x"));
  private static final Map<String, Object> MASKED = Map.of("pin", SecretArguments.MASK);
  private static final Run.Rules RULES =
      new Run.Rules(
          target -> Optional.of(target.id()), (target, action) -> true, Duration.ofSeconds(5));
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private Progress run;

  @Test
  void shouldMaskWhatAStepNeedsNoMoreAndKeepWhatUndoesIt() {
    start(step(null), step(null));
    assertThat(execution().order().inputs()).isEqualTo(MASKED);
    assertThat(run.command().arguments()).isEqualTo(SEALED);
    assertThat(arguments(0)).isEqualTo(SEALED);

    answer(ExecutionStatus.SUCCEEDED);
    assertThat(arguments(0)).isEqualTo(MASKED);
    assertThat(undoing(0)).isEqualTo(SEALED);
    assertThat(arguments(1)).isEqualTo(SEALED);

    answer(ExecutionStatus.FAILED);
    assertThat(run.command().action()).isEqualTo("lock");
    assertThat(run.command().arguments()).isEqualTo(SEALED);

    answer(ExecutionStatus.SUCCEEDED);
    assertThat(execution().finished()).isTrue();
    assertThat(execution().steps().toString()).doesNotContain("sealed");
  }

  @Test
  void shouldKeepItForAnotherAttempt() {
    start(step(new Retry(1, 0, 1)));
    answer(ExecutionStatus.FAILED);
    assertThat(arguments(0)).isEqualTo(SEALED);

    run = settled(Run.deadline(execution(), RULES, NOW));
    assertThat(run.command().arguments()).isEqualTo(SEALED);
  }

  @Test
  void shouldKeepInputsUntilTheRunStartsAndLeaveOthersAlone() {
    Execution queued = Execution.accepted(RunTest.order().with(SEALED), 1);
    assertThat(RunSecrets.settled(queued)).isSameAs(queued);
    Execution cancelled = Run.cancel(queued, RULES, NOW).execution();
    assertThat(RunSecrets.settled(cancelled).order().inputs()).isEqualTo(MASKED);

    Execution open =
        Run.start(
                Execution.accepted(RunTest.order(), 1),
                List.of(RunTest.plan(1, false, null, null)),
                1,
                0,
                RULES,
                NOW)
            .execution();
    assertThat(RunSecrets.settled(open)).isSameAs(open);
  }

  private static StepPlan step(Retry retry) {
    return RunTest.plan(1, false, retry, null).with(SEALED, new Compensation("lock", SEALED));
  }

  private void start(StepPlan... plans) {
    Execution accepted = Execution.accepted(RunTest.order().with(SEALED), 1);
    run = settled(Run.start(accepted, List.of(plans), 1, 0, RULES, NOW));
  }

  private void answer(ExecutionStatus status) {
    run = settled(Run.result(execution(), RunTest.finished(run.command(), status), RULES, NOW));
  }

  private static Progress settled(Progress progress) {
    return new Progress(RunSecrets.settled(progress.execution()), progress.command());
  }

  private Execution execution() {
    return run.execution();
  }

  private Map<String, Object> arguments(int step) {
    return execution().steps().get(step).plan().arguments();
  }

  private Map<String, Object> undoing(int step) {
    return execution().steps().get(step).plan().compensation().arguments();
  }
}
