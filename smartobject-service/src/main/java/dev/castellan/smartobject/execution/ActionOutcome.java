package dev.castellan.smartobject.execution;

import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.FieldError;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How a call ended.
 *
 * @param recorded whether there is an execution record: not for what was refused, nor for safe
 *     actions
 * @param result what the driver answered; null unless succeeded
 * @param failure null when succeeded
 * @param errors broken arguments, empty otherwise
 */
record ActionOutcome(
    ActionCall call,
    ExecutionStatus status,
    boolean recorded,
    Map<String, Object> result,
    ErrorCode failure,
    List<FieldError> errors,
    Instant finishedAt) {

  static ActionOutcome succeeded(
      ActionCall call, boolean recorded, Map<String, Object> result, Instant at) {
    return new ActionOutcome(
        call, ExecutionStatus.SUCCEEDED, recorded, result, null, List.of(), at);
  }

  static ActionOutcome refused(ActionCall call, ErrorCode failure) {
    return refused(call, failure, List.of());
  }

  static ActionOutcome refused(ActionCall call, ErrorCode failure, List<FieldError> errors) {
    ExecutionStatus status =
        failure == ErrorCode.ACTION_TIMED_OUT ? ExecutionStatus.TIMED_OUT : ExecutionStatus.FAILED;
    return new ActionOutcome(call, status, false, null, failure, errors, Instant.now());
  }
}
