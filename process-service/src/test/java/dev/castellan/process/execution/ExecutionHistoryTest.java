package dev.castellan.process.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.process.definition.ActionDefinition.Compensation;
import dev.castellan.process.definition.ActionDefinition.Retry;
import dev.castellan.process.smartobjects.SourceView;
import dev.castellan.process.smartobjects.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ExecutionHistoryTest {

  private static final Function<Target, SourceView> NAMES =
      target -> new SourceView("smartobject", target.id(), "light");
  private static final long GONE = 3;
  private static final Run.Rules RULES =
      new Run.Rules(
          target -> target.id() == GONE ? Optional.empty() : Optional.of(target.id()),
          (target, action) -> target.id() == 1,
          Duration.ofSeconds(5));

  private Instant now = Instant.parse("2026-11-22T10:00:00Z");

  /** What may happen to a run from outside. */
  enum Happening {
    SUCCESS,
    FAILURE,
    TIME_OUT,
    UNKNOWN,
    DEADLINE,
    CANCEL
  }

  @Example
  void shouldTellARunFromItsAcceptanceToItsEnd() {
    Progress run = start(List.of(RunTest.plan(1, false, new Retry(1, 10, 1), null)));
    run = happen(run, Happening.FAILURE);
    run = happen(run, Happening.DEADLINE);
    run = happen(run, Happening.SUCCESS);

    assertThat(history(run))
        .extracting(HistoryEvent::name)
        .containsExactly(
            "accepted",
            "started",
            "step-started",
            "step-retrying",
            "step-started",
            "step-ended",
            "ended");
    assertThat(history(run).get(3).error().code()).isEqualTo("broken");
    assertThat(history(run).get(5).data()).containsEntry("on", true);
    assertThat(history(run).get(5).attempt()).isEqualTo(2);
  }

  /** The number of an event is what a client comes back with. */
  @Property(tries = 500)
  void shouldOnlyGrow(@ForAll("plans") List<StepPlan> plan, @ForAll List<Happening> happenings) {
    Progress run = start(plan);
    List<HistoryEvent> before = history(run);
    for (Happening each : happenings) {
      run = happen(run, each);
      List<HistoryEvent> after = history(run);
      assertThat(after).startsWith(before.toArray(HistoryEvent[]::new));
      before = after;
    }
    assertThat(before.getLast().name().equals("ended")).isEqualTo(run.execution().finished());
  }

  @Provide
  Arbitrary<List<StepPlan>> plans() {
    return Combinators.combine(
            Arbitraries.longs().between(1, GONE),
            Arbitraries.of(true, false),
            Arbitraries.of(0, 1, 2),
            Arbitraries.of(true, false))
        .as(
            (object, goesOn, retries, undo) ->
                RunTest.plan(
                    object,
                    goesOn,
                    retries == 0 ? null : new Retry(retries, 10, 1),
                    undo ? new Compensation("turnOff", Map.of()) : null))
        .list()
        .ofMaxSize(4);
  }

  private Progress start(List<StepPlan> plan) {
    return Run.start(Execution.accepted(RunTest.order(), 1), plan, 1, 0, RULES, now);
  }

  private Progress happen(Progress run, Happening what) {
    now = now.plusSeconds(20);
    Progress next =
        switch (what) {
          case SUCCESS -> answer(run, ExecutionStatus.SUCCEEDED);
          case FAILURE -> answer(run, ExecutionStatus.FAILED);
          case TIME_OUT -> answer(run, ExecutionStatus.TIMED_OUT);
          case UNKNOWN -> answer(run, ExecutionStatus.OUTCOME_UNKNOWN);
          case DEADLINE -> Run.deadline(run.execution(), RULES, now);
          case CANCEL -> Run.cancel(run.execution(), RULES, now);
        };
    return next.command() == null ? new Progress(next.execution(), run.command()) : next;
  }

  private Progress answer(Progress run, ExecutionStatus status) {
    return run.command() == null
        ? run
        : Run.result(run.execution(), RunTest.finished(run.command(), status), RULES, now);
  }

  private static List<HistoryEvent> history(Progress run) {
    return ExecutionHistory.of(run.execution(), NAMES);
  }
}
