package dev.castellan.smartobject.execution;

import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Failure;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.FieldError;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How a call stands: ended, or accepted and waiting for its device.
 *
 * @param safe whether the action only reads
 * @param result what the driver answered; null unless succeeded
 * @param failure null unless it failed
 * @param message says more than the failure's title; null when there is no more to say
 * @param errors broken arguments, empty otherwise
 * @param attempts how often the driver was called
 * @param startedAt null when the driver was never called
 * @param finishedAt null while accepted
 */
record ActionOutcome(
    ActionCall call,
    ExecutionStatus status,
    boolean safe,
    Map<String, Object> result,
    ErrorCode failure,
    String message,
    List<FieldError> errors,
    int attempts,
    Instant startedAt,
    Instant finishedAt) {

  static ActionOutcome succeeded(
      ActionCall call,
      boolean safe,
      Map<String, Object> result,
      int attempts,
      Instant startedAt,
      Instant finishedAt) {
    return new ActionOutcome(
        call,
        ExecutionStatus.SUCCEEDED,
        safe,
        result,
        null,
        null,
        List.of(),
        attempts,
        startedAt,
        finishedAt);
  }

  /** Never called: refused before anything could happen. */
  static ActionOutcome refused(ActionCall call, ErrorCode failure) {
    return refused(call, failure, List.of());
  }

  static ActionOutcome refused(ActionCall call, ErrorCode failure, List<FieldError> errors) {
    return new ActionOutcome(
        call, statusOf(failure), true, null, failure, null, errors, 0, null, Instant.now());
  }

  /** Stands in the queue of its object. */
  static ActionOutcome accepted(ActionCall call, boolean safe) {
    return new ActionOutcome(
        call, ExecutionStatus.ACCEPTED, safe, null, null, null, List.of(), 0, null, null);
  }

  /** Called, or at least tried, and not succeeded. */
  static ActionOutcome failed(
      ActionCall call,
      boolean safe,
      ErrorCode failure,
      String message,
      int attempts,
      Instant startedAt,
      Instant finishedAt) {
    return new ActionOutcome(
        call,
        statusOf(failure),
        safe,
        null,
        failure,
        message,
        List.of(),
        attempts,
        startedAt,
        finishedAt);
  }

  /** The same end, without what the device answered. */
  ActionOutcome withoutResult() {
    return succeeded(call, safe, Map.of(), attempts, startedAt, finishedAt);
  }

  boolean ended() {
    return status.terminal();
  }

  /** Whether it belongs in the history: not what was refused, nor what only reads. */
  boolean recorded() {
    return !safe && attempts > 0;
  }

  /** Why it did not succeed, as others read it; null when it did. */
  Failure reason() {
    if (failure == null) {
      return null;
    }
    if (!errors.isEmpty()) {
      return new Failure(failure.code(), errors.get(0).field() + " " + errors.get(0).message());
    }
    return new Failure(failure.code(), message == null ? failure.title() : message);
  }

  String failureCode() {
    return failure == null ? null : failure.code();
  }

  String failureMessage() {
    Failure reason = reason();
    return reason == null ? null : reason.message();
  }

  private static ExecutionStatus statusOf(ErrorCode failure) {
    return switch (failure) {
      case ACTION_TIMED_OUT -> ExecutionStatus.TIMED_OUT;
      case ACTION_OUTCOME_UNKNOWN -> ExecutionStatus.OUTCOME_UNKNOWN;
      default -> ExecutionStatus.FAILED;
    };
  }
}
