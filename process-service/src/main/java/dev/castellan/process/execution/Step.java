package dev.castellan.process.execution;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A step of a run and where it stands.
 *
 * @param attempt which attempt this is, from 1; 0 before the first
 * @param wakeAt when it is tried again; null unless it waits for that
 * @param result what the driver answered; null unless succeeded
 * @param earlier attempts before the present one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Step(
    StepPlan plan,
    ExecutionStatus status,
    int attempt,
    Instant wakeAt,
    Map<String, Object> result,
    Failure failure,
    Instant startedAt,
    Instant finishedAt,
    List<Attempt> earlier) {

  /** An attempt that was followed by another one. */
  record Attempt(ExecutionStatus status, Failure failure, Instant startedAt, Instant finishedAt) {}

  static Step of(StepPlan plan) {
    return new Step(plan, ExecutionStatus.ACCEPTED, 0, null, null, null, null, null, null);
  }

  /** The same for every delivery of the command of one attempt, so that it runs once. */
  static UUID commandId(UUID executionId, int step, int attempt) {
    return UuidCreator.getNameBasedSha1(executionId, step + ":" + attempt);
  }

  boolean succeeded() {
    return status == ExecutionStatus.SUCCEEDED;
  }

  boolean waits() {
    return wakeAt != null;
  }

  /** The same with its plan in another form: sealed or masked. */
  Step with(StepPlan other) {
    return new Step(
        other, status, attempt, wakeAt, result, failure, startedAt, finishedAt, earlier);
  }

  Step begun(Instant now) {
    return new Step(
        plan, ExecutionStatus.RUNNING, attempt + 1, null, null, null, now, null, earlier);
  }

  Step ended(ExecutionStatus end, Map<String, Object> answer, Failure why, Instant now) {
    return new Step(plan, end, attempt, null, answer, why, startedAt, now, earlier);
  }

  Step skipped() {
    return new Step(
        plan,
        ExecutionStatus.SKIPPED,
        attempt,
        null,
        null,
        failure,
        startedAt,
        finishedAt,
        earlier);
  }

  /** Failed, and to be tried again. */
  Step waitingUntil(Instant wake, Failure why, ExecutionStatus end, Instant now) {
    List<Attempt> attempts = new ArrayList<>(earlier == null ? List.of() : earlier);
    attempts.add(new Attempt(end, why, startedAt, now));
    return new Step(
        plan, ExecutionStatus.RUNNING, attempt, wake, null, why, startedAt, null, attempts);
  }
}
