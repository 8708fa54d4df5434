package dev.castellan.smartobject.execution;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.castellan.contracts.Caller;
import dev.castellan.messaging.batch.GroupCommit;
import dev.castellan.messaging.idempotency.CurrentKey;
import dev.castellan.messaging.trace.TraceContext;
import dev.castellan.smartobject.object.ExecuteRight;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Both doors of the engine: direct calls, which wait, and commands, which are answered by events.
 */
@ApplicationScoped
class ActionService {

  private static final int LARGEST_BATCH = 200;

  /** An end on another replica is noticed so soon. */
  private static final long RECHECK_MILLIS = 100;

  private final ActionEngine engine;
  private final DeviceRunners runners;
  private final ActionWaiters waiters;
  private final ExecutionReader reader;
  private final CurrentKey currentKey;
  private final TraceContext trace;
  private final GroupCommit<DirectCall, ActionOutcome> calls;

  ActionService(
      ActionEngine engine,
      DeviceRunners runners,
      ActionWaiters waiters,
      ExecutionReader reader,
      CurrentKey currentKey,
      TraceContext trace) {
    this.engine = engine;
    this.runners = runners;
    this.waiters = waiters;
    this.reader = reader;
    this.currentKey = currentKey;
    this.trace = trace;
    this.calls = new GroupCommit<>(LARGEST_BATCH, engine::takeDirect);
  }

  /**
   * Has an action run and waits for its end.
   *
   * @param wait how long; zero not at all
   * @return its end, or that it stands accepted when the time was over first
   */
  ActionOutcome call(
      long smartobjectId,
      String action,
      Map<String, Object> arguments,
      Caller caller,
      Duration wait) {
    Optional<UUID> earlier = earlier(smartobjectId, caller);
    ActionCall call =
        new ActionCall(
            earlier.orElseGet(UuidCreator::getTimeOrderedEpoch),
            smartobjectId,
            action,
            arguments,
            caller,
            "api",
            false,
            null,
            null,
            trace.current());
    CompletableFuture<ActionOutcome> end = waiters.register(call.id());
    try {
      ActionOutcome outcome = earlier.isPresent() ? standing(call) : take(call);
      if (outcome.ended()) {
        return outcome;
      }
      runners.wake(List.of(smartobjectId));
      return wait.isZero() ? outcome : await(outcome, end, wait);
    } finally {
      waiters.forget(call.id());
    }
  }

  /** The execution that an earlier call with the same key has started. */
  private Optional<UUID> earlier(long smartobjectId, Caller caller) {
    if (currentKey.get().isEmpty()) {
      return Optional.empty();
    }
    Set<Long> profiles =
        reader
            .profilesOf(smartobjectId)
            .orElseThrow(() -> new ServiceException(ErrorCode.SMARTOBJECT_NOT_FOUND));
    if (!ExecuteRight.has(caller, profiles)) {
      throw new ServiceException(ErrorCode.FORBIDDEN);
    }
    return currentKey.earlier();
  }

  private ActionOutcome standing(ActionCall call) {
    return reader
        .outcome(ActionOutcome.accepted(call, false))
        .orElseThrow(() -> new ServiceException(ErrorCode.EXECUTION_NOT_FOUND));
  }

  private ActionOutcome take(ActionCall call) {
    ActionOutcome outcome = calls.call(new DirectCall(call, currentKey.get().orElse(null)));
    if (outcome.failure() == ErrorCode.IDEMPOTENCY_KEY_IN_FLIGHT) {
      throw currentKey.inFlight();
    }
    if (!outcome.safe()) {
      currentKey.settled();
    }
    return outcome;
  }

  /** Takes on commands that have not come before. */
  void command(List<ActionCall> commands) {
    List<ActionOutcome> outcomes = engine.takeCommands(commands);
    runners.wake(
        outcomes.stream()
            .filter(each -> !each.ended())
            .map(each -> each.call().smartobjectId())
            .distinct()
            .toList());
  }

  private ActionOutcome await(
      ActionOutcome accepted, CompletableFuture<ActionOutcome> end, Duration wait) {
    UUID id = accepted.call().id();
    long over = System.nanoTime() + wait.toNanos();
    long pause = RECHECK_MILLIS;
    try {
      while (true) {
        long left = TimeUnit.NANOSECONDS.toMillis(over - System.nanoTime());
        try {
          return end.get(Math.clamp(left, 0, pause), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          // Its object may be in the hands of another replica.
          ActionOutcome now = reader.outcome(accepted).orElse(accepted);
          if (now.ended() || left <= pause) {
            return now;
          }
          pause = Math.min(pause * 2, 1_000);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return accepted;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
