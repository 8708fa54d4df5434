package dev.castellan.process.execution;

import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Failure;
import dev.castellan.process.smartobjects.ActionName;
import dev.castellan.process.smartobjects.SourceView;
import dev.castellan.process.smartobjects.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * All that has happened in an execution, read off its record. Steps run one after the other and
 * undoing steps come behind, so while the execution goes on the list only grows: the place of an
 * event is its number, on every replica and after every restart.
 */
final class ExecutionHistory {

  private final Execution execution;
  private final Function<Target, SourceView> names;
  private final List<HistoryEvent> events = new ArrayList<>();

  private ExecutionHistory(Execution execution, Function<Target, SourceView> names) {
    this.execution = execution;
    this.names = names;
  }

  /**
   * @param names how sources are called at present
   */
  static List<HistoryEvent> of(Execution execution, Function<Target, SourceView> names) {
    return new ExecutionHistory(execution, names).tell();
  }

  private List<HistoryEvent> tell() {
    add("accepted", ExecutionStatus.ACCEPTED, null, null, execution.order().acceptedAt());
    if (execution.startedAt() != null) {
      add(
          "started",
          ExecutionStatus.RUNNING,
          null,
          execution.enableBefore(),
          execution.startedAt());
    }
    for (int i = 0; i < execution.steps().size(); i++) {
      tell(i, execution.steps().get(i));
    }
    if (execution.finished()) {
      add(
          "ended",
          execution.status(),
          execution.failure(),
          execution.enableAfter(),
          execution.finishedAt());
    }
    return events;
  }

  private void tell(int index, Step step) {
    List<Step.Attempt> earlier = step.earlier() == null ? List.of() : step.earlier();
    for (int i = 0; i < earlier.size(); i++) {
      Step.Attempt attempt = earlier.get(i);
      add("step-started", index, step, i + 1, ExecutionStatus.RUNNING, null, attempt.startedAt());
      add(
          "step-retrying",
          index,
          step,
          i + 1,
          attempt.status(),
          attempt.failure(),
          attempt.finishedAt());
    }
    if (step.attempt() > earlier.size()) {
      int last = step.attempt();
      add("step-started", index, step, last, ExecutionStatus.RUNNING, null, step.startedAt());
    }
    if (step.status().terminal()) {
      Failure why = step.succeeded() ? null : step.failure();
      add("step-ended", index, step, step.attempt(), step.status(), why, step.finishedAt());
    }
  }

  private void add(String name, ExecutionStatus status, Failure error, Integer enable, Instant at) {
    events.add(
        new HistoryEvent(
            name, execution.id(), null, null, null, null, status, null, error, enable, at));
  }

  private void add(
      String name,
      int index,
      Step step,
      int attempt,
      ExecutionStatus status,
      Failure error,
      Instant at) {
    StepPlan plan = step.plan();
    Map<String, Object> data = status == ExecutionStatus.SUCCEEDED ? step.result() : null;
    events.add(
        new HistoryEvent(
            name,
            execution.id(),
            index,
            attempt == 0 ? null : attempt,
            new ActionName(plan.action(), plan.name()),
            names.apply(plan.source()),
            status,
            data,
            error,
            null,
            at));
  }
}
