package dev.castellan.process.execution;

import dev.castellan.contracts.smartobject.ActionFinished;
import dev.castellan.process.definition.Mode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Moves executions on, many in one transaction, and wakes whoever waits for those that end. */
@ApplicationScoped
class ExecutionEngine {

  private final TurnTools tools;
  private final Waiters waiters;
  private final ExecutionWatch watch;
  private final Limits limits;
  private final ExecutionTimes times;
  private final TransactionSynchronizationRegistry transactions;

  ExecutionEngine(
      TurnTools tools,
      Waiters waiters,
      ExecutionWatch watch,
      Limits limits,
      ExecutionTimes times,
      TransactionSynchronizationRegistry transactions) {
    this.tools = tools;
    this.waiters = waiters;
    this.watch = watch;
    this.limits = limits;
    this.times = times;
    this.transactions = transactions;
  }

  /** Accepts executions in one transaction; switches in the order given. */
  List<Outcome> accept(List<Acceptance> requests) {
    List<Outcome> outcomes = new ArrayList<>(requests.size());
    inTransaction(
        () -> {
          Turn turn = new Turn(tools, now());
          turn.lockQueues(
              requests.stream()
                  .map(Acceptance::order)
                  .filter(order -> order.mode() == Mode.SWITCH)
                  .map(Order::processId)
                  .distinct()
                  .toList());
          turn.claimKeys(requests);
          requests.forEach(request -> outcomes.add(turn.accept(request)));
          turn.save();
          return turn;
        });
    return outcomes;
  }

  /**
   * Moves executions on with the results of their commands, in the running transaction.
   *
   * @param results by execution, each in the order of arrival
   */
  Turn results(Map<UUID, List<ActionFinished>> results) {
    return advance(
        results.keySet(),
        (execution, now) -> {
          Progress progress = Progress.none(execution);
          for (ActionFinished result : results.get(execution.id())) {
            Progress next = Run.result(progress.execution(), result, tools.rules(), now);
            progress = next.execution() == progress.execution() ? progress : next;
          }
          return progress;
        });
  }

  /**
   * Does what is due.
   *
   * @param settledUpTo results produced before this moment have all been seen; an execution whose
   *     deadline is later may still get its own
   */
  void wake(Collection<UUID> ids, Instant settledUpTo) {
    inTransaction(
        () ->
            advance(
                ids,
                (execution, now) ->
                    execution.waitsForRetry() || !execution.deadline().isAfter(settledUpTo)
                        ? Run.deadline(execution, tools.rules(), now)
                        : Progress.none(execution)));
  }

  void cancel(UUID id) {
    inTransaction(
        () -> advance(List.of(id), (execution, now) -> Run.cancel(execution, tools.rules(), now)));
  }

  /** Runs a turn in the running transaction or one of its own, and tells the waiting after it. */
  void inTransaction(Supplier<Turn> work) {
    QuarkusTransaction.joiningExisting().run(() -> tellAfterCommit(work.get()));
  }

  private void tellAfterCommit(Turn turn) {
    transactions.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {
            // Nothing has ended before the commit.
          }

          @Override
          public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
              tell(turn);
            }
          }
        });
  }

  private void tell(Turn turn) {
    limits.add(turn.opened());
    turn.moved().forEach(watch::moved);
    for (Execution ended : turn.ended()) {
      waiters.ended(ended);
      times.ended(ended);
    }
  }

  private Turn advance(Collection<UUID> ids, BiFunction<Execution, Instant, Progress> move) {
    Instant now = now();
    Turn turn = new Turn(tools, now);
    List<Execution> simple = tools.store().lockOpen(ids, Mode.SIMPLE);
    simple.forEach(execution -> turn.move(execution, move.apply(execution, now)));
    if (simple.size() < ids.size()) {
      advanceSwitches(turn, ids, execution -> move.apply(execution, now));
    }
    turn.save();
    return turn;
  }

  private void advanceSwitches(
      Turn turn, Collection<UUID> ids, java.util.function.Function<Execution, Progress> move) {
    List<Long> processes = tools.store().switchesOf(ids);
    if (processes.isEmpty()) {
      return;
    }
    turn.lock(processes);
    tools
        .store()
        .lockOpen(ids, Mode.SWITCH)
        .forEach(execution -> turn.move(execution, move.apply(execution)));
    turn.startQueued();
  }

  /** Milliseconds are what clients see; the row must not say more. */
  static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }
}
