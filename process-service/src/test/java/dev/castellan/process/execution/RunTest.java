package dev.castellan.process.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Failure;
import dev.castellan.contracts.smartobject.ActionFinished;
import dev.castellan.contracts.smartobject.ActionRequested;
import dev.castellan.process.definition.ActionDefinition.Compensation;
import dev.castellan.process.definition.ActionDefinition.Retry;
import dev.castellan.process.definition.Mode;
import dev.castellan.process.smartobjects.Target;
import dev.castellan.testing.DeviceSide;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunTest {

  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Caller CALLER = new Caller(7, "anna", 3, "occupant");

  private boolean repeatable;
  private final Map<Long, Long> objects = new HashMap<>(Map.of(1L, 1L, 2L, 2L, 3L, 3L));
  private final Run.Rules rules =
      new Run.Rules(
          target -> Optional.ofNullable(objects.get(target.id())),
          (target, action) -> repeatable,
          GRACE);
  private Instant now = START;
  private Execution execution;

  /** What the last thing that happened made it send; null for nothing. */
  private ActionRequested command;

  private ActionRequested sent;

  @Test
  void shouldSendTheStepsOneAfterTheOtherAndSucceedWithTheLast() {
    start(step(1), step(2));

    assertThat(command.smartobjectId()).isEqualTo(1);
    assertThat(command.step()).isZero();
    assertThat(command.caller()).isEqualTo(CALLER);
    assertThat(command.source()).isEqualTo("process");
    assertThat(command.expiresAt()).isEqualTo(START.plusSeconds(10));
    assertThat(execution.deadline()).isEqualTo(START.plusSeconds(15));
    assertThat(execution.status()).isEqualTo(ExecutionStatus.RUNNING);

    later(1);
    answer(ExecutionStatus.SUCCEEDED);
    assertThat(command.smartobjectId()).isEqualTo(2);
    assertThat(command.step()).isEqualTo(1);
    assertThat(execution.finished()).isFalse();

    later(1);
    answer(ExecutionStatus.SUCCEEDED);
    assertThat(command).isNull();
    assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(execution.finishedAt()).isEqualTo(START.plusSeconds(2));
    assertThat(execution.deadline()).isNull();
    assertThat(statuses()).containsExactly("succeeded", "succeeded");
    assertThat(execution.steps().get(0).result()).containsEntry("on", true);
  }

  @Test
  void shouldSucceedAtOnceWithoutAnySteps() {
    start();

    assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(command).isNull();
  }

  @Test
  void shouldStopAtTheFirstFailureAndSkipTheRest() {
    start(step(1), step(2), step(3));
    answer(ExecutionStatus.SUCCEEDED);

    answer(ExecutionStatus.FAILED);

    assertThat(command).isNull();
    assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(execution.failure().code()).isEqualTo("broken");
    assertThat(statuses()).containsExactly("succeeded", "failed", "skipped");
  }

  @Test
  void shouldEndTimedOutWhenAStepDoes() {
    start(step(1), step(2));

    answer(ExecutionStatus.TIMED_OUT);

    assertThat(execution.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
    assertThat(statuses()).containsExactly("timed-out", "skipped");
  }

  @Test
  void shouldFailWhenTheOutcomeOfAStepIsUnknown() {
    start(step(1), step(2));

    answer(ExecutionStatus.OUTCOME_UNKNOWN);

    assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(statuses()).containsExactly("outcome-unknown", "skipped");
  }

  @Test
  void shouldGoOnAfterAFailureWhereTheDefinitionSaysSo() {
    start(goingOn(1), step(2));

    answer(ExecutionStatus.FAILED);
    assertThat(command.smartobjectId()).isEqualTo(2);

    answer(ExecutionStatus.SUCCEEDED);
    assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(execution.failure()).isNull();
    assertThat(statuses()).containsExactly("failed", "succeeded");
  }

  @Test
  void shouldFailAStepWithoutACommandWhenItsObjectIsGone() {
    objects.remove(2L);
    start(step(1), step(2), step(3));

    answer(ExecutionStatus.SUCCEEDED);

    assertThat(command).isNull();
    assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(execution.steps().get(1).failure().code()).isEqualTo("smartobject-not-found");
    assertThat(statuses()).containsExactly("succeeded", "failed", "skipped");
  }

  @Test
  void shouldPassOverAMissingObjectWhereTheDefinitionSaysSo() {
    objects.remove(1L);

    start(goingOn(1), step(2));

    assertThat(command.smartobjectId()).isEqualTo(2);
    assertThat(command.step()).isEqualTo(1);
    assertThat(statuses()).containsExactly("failed", "running");
  }

  @Test
  void shouldIgnoreAResultThatItHasTakenAlready() {
    start(step(1), step(2));
    ActionFinished first = finished(command, ExecutionStatus.SUCCEEDED);
    take(first);
    Execution after = execution;

    take(first);

    assertThat(execution).isSameAs(after);
    assertThat(command).isNull();
  }

  @Test
  void shouldIgnoreAResultOfACommandItDidNotSend() {
    start(step(1));
    Execution before = execution;
    ActionFinished honest = finished(command, ExecutionStatus.SUCCEEDED);

    take(withCommandId(honest, UUID.randomUUID()));

    assertThat(execution).isSameAs(before);
  }

  @Test
  void shouldIgnoreALateResultOfARunThatHasEnded() {
    start(step(1));
    ActionFinished late = finished(command, ExecutionStatus.SUCCEEDED);
    later(15);
    deadline();
    Execution ended = execution;

    take(late);

    assertThat(ended.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
    assertThat(execution).isSameAs(ended);
  }

  @Test
  void shouldNotGiveUpBeforeTheDeadline() {
    start(step(1));
    Execution before = execution;

    later(14);
    deadline();

    assertThat(execution).isSameAs(before);
  }

  @Test
  void shouldTryAgainAfterThePauseWithACommandOfItsOwn() {
    start(retried(1, new Retry(2, 3, 2)));
    UUID first = command.commandId();

    answer(ExecutionStatus.FAILED);
    assertThat(command).isNull();
    assertThat(execution.status()).isEqualTo(ExecutionStatus.RUNNING);
    assertThat(execution.deadline()).isEqualTo(START.plusSeconds(3));
    assertThat(execution.waitsForRetry()).isTrue();

    later(3);
    deadline();
    assertThat(command.commandId()).isNotEqualTo(first);
    assertThat(execution.steps().get(0).attempt()).isEqualTo(2);

    answer(ExecutionStatus.FAILED);
    assertThat(execution.deadline()).isEqualTo(START.plusSeconds(3 + 6));

    later(6);
    deadline();
    answer(ExecutionStatus.SUCCEEDED);
    assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(execution.steps().get(0).earlier()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(names = {"TIMED_OUT", "OUTCOME_UNKNOWN"})
  void shouldNotTryAgainWhatMayHaveActed(ExecutionStatus uncertain) {
    start(retried(1, new Retry(2, 3, 2)), step(2));

    answer(uncertain);

    assertThat(execution.finished()).isTrue();
    assertThat(statuses()).containsExactly(uncertain.word(), "skipped");
  }

  @Test
  void shouldTryAgainWhatHasNeverBeenTried() {
    start(retried(1, new Retry(1, 3, 2)));

    take(
        new ActionFinished(
            sent.commandId(),
            sent.executionId(),
            sent.step(),
            sent.smartobjectId(),
            sent.action(),
            ExecutionStatus.TIMED_OUT,
            null,
            new Failure("action-timed-out", "Expired in the queue"),
            0,
            null,
            now));

    assertThat(execution.waitsForRetry()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"TIMED_OUT", "OUTCOME_UNKNOWN"})
  void shouldTryAgainWhatMayHaveActedWhenItMayBeRepeated(ExecutionStatus uncertain) {
    repeatable = true;
    start(retried(1, new Retry(1, 3, 2)));

    answer(uncertain);
    assertThat(execution.waitsForRetry()).isTrue();
    later(3);
    deadline();
    answer(ExecutionStatus.SUCCEEDED);

    assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(execution.steps().get(0).earlier())
        .singleElement()
        .satisfies(attempt -> assertThat(attempt.status()).isEqualTo(uncertain));
  }

  @Test
  void shouldNotTryAgainAfterSilenceUnlessItMayBeRepeated() {
    start(retried(1, new Retry(1, 3, 2)));
    later(15);
    deadline();
    assertThat(execution.status()).isEqualTo(ExecutionStatus.TIMED_OUT);

    repeatable = true;
    start(retried(1, new Retry(1, 3, 2)));
    later(15);
    deadline();
    assertThat(execution.waitsForRetry()).isTrue();
  }

  @Test
  void shouldKeepResultsOnlyWhileThereIsRoomForThem() {
    int largest = 256 * 1024;
    start(step(1), step(2), step(3), step(1));

    answer(Map.of("page", "x".repeat(largest - 20)));
    answer(Map.of("page", "x".repeat(largest - 20)));
    answer(Map.of("on", true));
    answer(Map.of("list", List.of("x".repeat(Results.LONGEST / 2))));

    assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(execution.steps().get(0).result().get("page").toString()).hasSize(largest - 20);
    assertThat(execution.steps().get(1).result()).isEqualTo(Results.TOO_LARGE);
    assertThat(execution.steps().get(2).result()).isEqualTo(Map.of("on", true));
    assertThat(execution.steps().get(3).result()).isEqualTo(Results.TOO_LARGE);
  }

  @Test
  void shouldFailWhenTheLastAttemptFails() {
    start(retried(1, new Retry(1, 0, 1)), step(2));
    answer(ExecutionStatus.FAILED);
    deadline();

    answer(ExecutionStatus.FAILED);

    assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(statuses()).containsExactly("failed", "skipped");
  }

  @Test
  void shouldUndoWhatIsDoneInReverseOrder() {
    start(undoable(1, "undoOne"), step(2), undoable(3, "undoThree"), step(1));
    answer(ExecutionStatus.SUCCEEDED);
    answer(ExecutionStatus.SUCCEEDED);
    answer(ExecutionStatus.SUCCEEDED);

    answer(ExecutionStatus.FAILED);
    assertThat(command.action()).isEqualTo("undoThree");
    assertThat(command.smartobjectId()).isEqualTo(3);
    assertThat(execution.finished()).isFalse();

    // A compensation that fails does not keep the others from running.
    answer(ExecutionStatus.FAILED);
    assertThat(command.action()).isEqualTo("undoOne");

    answer(ExecutionStatus.SUCCEEDED);
    assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(execution.failure().code()).isEqualTo("broken");
    assertThat(statuses())
        .containsExactly("succeeded", "succeeded", "succeeded", "failed", "failed", "succeeded");
    assertThat(execution.steps().get(4).plan().compensates()).isEqualTo(2);
  }

  @Test
  void shouldCancelBetweenSteps() {
    start(undoable(1, "undo"), step(2));

    cancel();
    assertThat(execution.finished()).isFalse();
    assertThat(execution.cancelRequested()).isTrue();

    answer(ExecutionStatus.SUCCEEDED);
    assertThat(command).isNull();
    assertThat(execution.status()).isEqualTo(ExecutionStatus.CANCELLED);
    assertThat(statuses()).containsExactly("succeeded", "skipped");
  }

  @Test
  void shouldSucceedWhenTheCancelCameDuringTheLastStep() {
    start(step(1));
    cancel();

    answer(ExecutionStatus.SUCCEEDED);

    assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void shouldCancelAtOnceWhileItWaitsForARetry() {
    start(retried(1, new Retry(1, 60, 1)), step(2));
    answer(ExecutionStatus.FAILED);

    cancel();

    assertThat(execution.status()).isEqualTo(ExecutionStatus.CANCELLED);
    assertThat(statuses()).containsExactly("failed", "skipped");
  }

  @Test
  void shouldCancelAtOnceWhileItIsQueued() {
    execution = Execution.accepted(order(), 1);

    cancel();

    assertThat(execution.status()).isEqualTo(ExecutionStatus.CANCELLED);
    assertThat(execution.startedAt()).isNull();
    assertThat(execution.finished()).isTrue();
  }

  @Test
  void shouldGiveEachAttemptOfEachStepItsOwnStableCommand() {
    UUID id = UUID.randomUUID();

    assertThat(Step.commandId(id, 0, 1)).isEqualTo(Step.commandId(id, 0, 1));
    assertThat(
            List.of(
                Step.commandId(id, 0, 1),
                Step.commandId(id, 0, 2),
                Step.commandId(id, 1, 1),
                Step.commandId(UUID.randomUUID(), 0, 1)))
        .doesNotHaveDuplicates();
  }

  private void start(StepPlan... plans) {
    accept(Run.start(Execution.accepted(order(), 1), List.of(plans), 1, 0, rules, now));
  }

  private void answer(ExecutionStatus status) {
    take(finished(sent, status));
  }

  private void answer(Map<String, Object> result) {
    take(DeviceSide.answer(sent, ExecutionStatus.SUCCEEDED, result, null));
  }

  private void take(ActionFinished result) {
    accept(Run.result(execution, result, rules, now));
  }

  private void deadline() {
    accept(Run.deadline(execution, rules, now));
  }

  private void cancel() {
    accept(Run.cancel(execution, rules, now));
  }

  private void accept(Progress progress) {
    execution = progress.execution();
    command = progress.command();
    sent = command == null ? sent : command;
  }

  private void later(int seconds) {
    now = now.plusSeconds(seconds);
  }

  private List<String> statuses() {
    return execution.steps().stream().map(each -> each.status().word()).toList();
  }

  static Order order() {
    return new Order(UUID.randomUUID(), 42, Mode.SIMPLE, CALLER, Map.of(), START, null);
  }

  private static StepPlan step(long object) {
    return plan(object, false, null, null);
  }

  private static StepPlan goingOn(long object) {
    return plan(object, true, null, null);
  }

  private static StepPlan retried(long object, Retry retry) {
    return plan(object, false, retry, null);
  }

  private static StepPlan undoable(long object, String undo) {
    return plan(object, false, null, new Compensation(undo, Map.of()));
  }

  static StepPlan plan(long object, boolean goesOn, Retry retry, Compensation undo) {
    return new StepPlan(
        object,
        new Target(object, null),
        "turnOn",
        "Turn on",
        Map.of("brightness", 10),
        10_000,
        goesOn,
        retry,
        undo,
        null);
  }

  static ActionFinished finished(ActionRequested command, ExecutionStatus status) {
    boolean succeeded = status == ExecutionStatus.SUCCEEDED;
    return new ActionFinished(
        command.commandId(),
        command.executionId(),
        command.step(),
        command.smartobjectId(),
        command.action(),
        status,
        succeeded ? Map.of("on", true) : null,
        succeeded ? null : new Failure("broken", "It broke"),
        1,
        START,
        START);
  }

  private static ActionFinished withCommandId(ActionFinished result, UUID commandId) {
    return new ActionFinished(
        commandId,
        result.executionId(),
        result.step(),
        result.smartobjectId(),
        result.action(),
        result.status(),
        result.result(),
        result.failure(),
        result.attempts(),
        result.startedAt(),
        result.finishedAt());
  }
}
