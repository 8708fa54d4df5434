package dev.castellan.process.execution;

import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Failure;
import dev.castellan.contracts.smartobject.ActionFinished;
import dev.castellan.contracts.smartobject.ActionRequested;
import dev.castellan.process.smartobjects.Target;
import dev.castellan.web.failure.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * The rules by which an execution moves on. Pure: takes an execution and what happened, gives the
 * next execution and the command to send; touches nothing else.
 */
final class Run {

  private final Execution before;
  private final Rules rules;
  private final Instant now;
  private final List<Step> steps;
  private int next;
  private ExecutionStatus ending;
  private Failure failure;
  private boolean cancelRequested;
  private Instant deadline;
  private ActionRequested command;

  /**
   * What a run depends on besides itself.
   *
   * @param objects id of the object that a source means at this moment
   * @param repeatable whether an action of a source may be run again when nobody knows whether it
   *     took effect
   * @param grace how long after the expiry of a command its result may still arrive
   */
  record Rules(
      Function<Target, Optional<Long>> objects,
      BiPredicate<Target, String> repeatable,
      Duration grace) {}

  private Run(Execution before, Rules rules, Instant now) {
    this.before = before;
    this.rules = rules;
    this.now = now;
    this.steps = new ArrayList<>(before.steps());
    this.next = before.nextStep();
    this.ending = before.ending();
    this.failure = before.failure();
    this.cancelRequested = before.cancelRequested();
    this.deadline = before.deadline();
  }

  /** Starts an accepted execution with the steps planned for the state it found. */
  static Progress start(
      Execution accepted, List<StepPlan> plan, long version, int enable, Rules rules, Instant now) {
    Execution planned =
        new Execution(
            accepted.order(),
            version,
            ExecutionStatus.RUNNING,
            plan.stream().map(Step::of).toList(),
            0,
            enable,
            null,
            null,
            false,
            null,
            null,
            now,
            null);
    return new Run(planned, rules, now).goOn();
  }

  /** Ends an accepted execution that cannot start. */
  static Progress refuse(Execution accepted, Failure why, Rules rules, Instant now) {
    Run run = new Run(accepted, rules, now);
    run.ending = ExecutionStatus.FAILED;
    run.failure = why;
    return run.done();
  }

  /** Takes the result of a command; a result nobody waits for any more changes nothing. */
  static Progress result(Execution execution, ActionFinished result, Rules rules, Instant now) {
    Run run = new Run(execution, rules, now);
    if (execution.finished() || !run.waitsFor(result)) {
      return Progress.none(execution);
    }
    boolean succeeded = result.status() == ExecutionStatus.SUCCEEDED;
    return run.settle(
        result.status(), run.steps.get(run.next), succeeded ? null : reason(result), result);
  }

  /** Does what is due at the deadline; before it, nothing. */
  static Progress deadline(Execution execution, Rules rules, Instant now) {
    if (execution.finished()
        || execution.deadline() == null
        || now.isBefore(execution.deadline())) {
      return Progress.none(execution);
    }
    Run run = new Run(execution, rules, now);
    Step step = run.steps.get(run.next);
    if (step.waits()) {
      return run.goOn();
    }
    Failure late = failure(ErrorCode.ACTION_TIMED_OUT, "No result arrived in time");
    return run.settle(ExecutionStatus.TIMED_OUT, step, late, null);
  }

  /** Asks a run to stop before its next step; one that is queued or waits stops at once. */
  static Progress cancel(Execution execution, Rules rules, Instant now) {
    if (execution.finished() || execution.cancelRequested()) {
      return Progress.none(execution);
    }
    Run run = new Run(execution, rules, now);
    run.cancelRequested = true;
    boolean inStep =
        execution.status() == ExecutionStatus.RUNNING && !run.steps.get(run.next).waits();
    if (inStep) {
      return run.progress(ExecutionStatus.RUNNING, null);
    }
    return run.ending == null ? run.stop(ExecutionStatus.CANCELLED, cancelled()) : run.goOn();
  }

  private boolean waitsFor(ActionFinished result) {
    return result.step() == next
        && next < steps.size()
        && steps.get(next).status() == ExecutionStatus.RUNNING
        && !steps.get(next).waits()
        && result.status().terminal()
        && Step.commandId(before.id(), next, steps.get(next).attempt()).equals(result.commandId());
  }

  private Progress settle(ExecutionStatus end, Step step, Failure why, ActionFinished result) {
    if (mayRetry(end, step, result)) {
      Instant wake = now.plusMillis(step.plan().retry().delayMillis(step.attempt()));
      steps.set(next, step.waitingUntil(wake, why, end, now));
      deadline = wake;
      return progress(ExecutionStatus.RUNNING, null);
    }
    Map<String, Object> kept = result == null ? null : Results.kept(steps, result.result());
    steps.set(next, step.ended(end, kept, why, now));
    return afterStep(end, why);
  }

  private boolean mayRetry(ExecutionStatus end, Step step, ActionFinished result) {
    boolean failed =
        switch (end) {
          case FAILED -> true;
          // It may have acted, unless it was never tried; once more would then be twice.
          case TIMED_OUT, OUTCOME_UNKNOWN ->
              result != null && result.attempts() == 0
                  || rules.repeatable().test(step.plan().source(), step.plan().action());
          default -> false;
        };
    return failed
        && step.plan().retry() != null
        && step.attempt() <= step.plan().retry().max()
        && !cancelRequested;
  }

  private Progress afterStep(ExecutionStatus end, Failure why) {
    if (end != ExecutionStatus.SUCCEEDED && !steps.get(next).plan().goesOn()) {
      boolean late = end == ExecutionStatus.TIMED_OUT;
      return stop(late ? ExecutionStatus.TIMED_OUT : ExecutionStatus.FAILED, why);
    }
    next++;
    return goOn();
  }

  /** Begins the next step that has somewhere to go, or ends the run. */
  private Progress goOn() {
    while (next < steps.size()) {
      if (cancelRequested && ending == null) {
        return stop(ExecutionStatus.CANCELLED, cancelled());
      }
      Step step = steps.get(next).begun(now);
      Optional<Long> object = rules.objects().apply(step.plan().source());
      if (object.isPresent()) {
        steps.set(next, step);
        return send(step, object.get());
      }
      Failure missing = failure(ErrorCode.SMARTOBJECT_NOT_FOUND);
      steps.set(next, step.ended(ExecutionStatus.FAILED, null, missing, now));
      if (!step.plan().goesOn()) {
        return stop(ExecutionStatus.FAILED, missing);
      }
      next++;
    }
    return done();
  }

  private Progress send(Step step, long object) {
    Instant expiresAt = now.plusMillis(step.plan().timeoutMillis());
    deadline = expiresAt.plus(rules.grace());
    Order order = before.order();
    command =
        new ActionRequested(
            Step.commandId(order.id(), next, step.attempt()),
            order.id(),
            next,
            object,
            step.plan().action(),
            step.plan().arguments(),
            order.caller(),
            "process",
            false,
            expiresAt);
    return progress(ExecutionStatus.RUNNING, null);
  }

  /**
   * Nothing of the definition runs any more; after a failure, what is done is undone, last first.
   */
  private Progress stop(ExecutionStatus end, Failure why) {
    ending = end;
    failure = why;
    int stoppedAt = next;
    steps.replaceAll(this::leave);
    next = steps.size();
    if (end != ExecutionStatus.CANCELLED) {
      for (int i = stoppedAt; i >= 0; i--) {
        Step step = steps.get(i);
        if (step.succeeded() && step.plan().compensation() != null) {
          steps.add(Step.of(step.plan().undo(i)));
        }
      }
    }
    return goOn();
  }

  private Step leave(Step step) {
    if (step.waits()) {
      return step.ended(ExecutionStatus.FAILED, null, step.failure(), now);
    }
    return step.status() == ExecutionStatus.ACCEPTED ? step.skipped() : step;
  }

  private Progress done() {
    deadline = null;
    return progress(ending == null ? ExecutionStatus.SUCCEEDED : ending, now);
  }

  private Progress progress(ExecutionStatus status, Instant finishedAt) {
    Execution after =
        new Execution(
            before.order(),
            before.processVersion(),
            status,
            List.copyOf(steps),
            next,
            before.enableBefore(),
            before.enableAfter(),
            ending,
            cancelRequested,
            failure,
            deadline,
            before.startedAt(),
            finishedAt);
    return new Progress(after, command);
  }

  private static Failure reason(ActionFinished result) {
    return result.failure() != null
        ? result.failure()
        : switch (result.status()) {
          case TIMED_OUT -> failure(ErrorCode.ACTION_TIMED_OUT);
          case OUTCOME_UNKNOWN -> failure(ErrorCode.ACTION_OUTCOME_UNKNOWN);
          default -> failure(ErrorCode.ACTION_FAILED);
        };
  }

  private static Failure cancelled() {
    return failure(ErrorCode.PROCESS_EXECUTION_CANCELLED);
  }

  private static Failure failure(ErrorCode code) {
    return failure(code, code.title());
  }

  private static Failure failure(ErrorCode code, String message) {
    return new Failure(code.code(), message);
  }
}
