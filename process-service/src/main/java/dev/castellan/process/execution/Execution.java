package dev.castellan.process.execution;

import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Failure;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One run of a process and where it stands. Immutable; {@link Run} makes the next one.
 *
 * @param processVersion version of the definition that the steps were planned from
 * @param nextStep the step that runs or waits; behind the last one when there is none
 * @param enableBefore state of the process when it started; null before
 * @param enableAfter state of the process when it had ended; null before
 * @param ending the status it will have once its compensations are through; null while undecided
 * @param failure why it did not succeed
 * @param deadline when something must happen by itself; null while it is queued or has ended
 */
record Execution(
    Order order,
    long processVersion,
    ExecutionStatus status,
    List<Step> steps,
    int nextStep,
    Integer enableBefore,
    Integer enableAfter,
    ExecutionStatus ending,
    boolean cancelRequested,
    Failure failure,
    Instant deadline,
    Instant startedAt,
    Instant finishedAt) {

  /** A run that has been accepted and not planned yet. */
  static Execution accepted(Order order, long processVersion) {
    return new Execution(
        order,
        processVersion,
        ExecutionStatus.ACCEPTED,
        List.of(),
        0,
        null,
        null,
        null,
        false,
        null,
        null,
        null,
        null);
  }

  UUID id() {
    return order.id();
  }

  boolean finished() {
    return finishedAt != null;
  }

  boolean succeeded() {
    return status == ExecutionStatus.SUCCEEDED;
  }

  /** Whether the present step has failed and is to be tried again later. */
  boolean waitsForRetry() {
    return nextStep < steps.size() && steps.get(nextStep).waits();
  }

  /** The same with its order and its steps in another form: sealed or masked. */
  Execution with(Order otherOrder, List<Step> otherSteps) {
    return new Execution(
        otherOrder,
        processVersion,
        status,
        otherSteps,
        nextStep,
        enableBefore,
        enableAfter,
        ending,
        cancelRequested,
        failure,
        deadline,
        startedAt,
        finishedAt);
  }

  Execution withEnableAfter(int enable) {
    return new Execution(
        order,
        processVersion,
        status,
        steps,
        nextStep,
        enableBefore,
        enable,
        ending,
        cancelRequested,
        failure,
        deadline,
        startedAt,
        finishedAt);
  }
}
