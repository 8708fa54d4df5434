package dev.castellan.process.execution;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.castellan.contracts.Caller;
import dev.castellan.messaging.batch.Gathering;
import dev.castellan.messaging.batch.GroupCommit;
import dev.castellan.messaging.idempotency.CurrentKey;
import dev.castellan.messaging.idempotency.IdempotencyKey;
import dev.castellan.messaging.trace.TraceContext;
import dev.castellan.process.definition.Definitions;
import dev.castellan.process.definition.InputDefinition;
import dev.castellan.process.definition.Mode;
import dev.castellan.process.definition.ProcessDefinition;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Executes processes on behalf of callers and answers what became of it. */
@ApplicationScoped
class ExecutionService {

  /** An end whose event was lost is noticed so soon. */
  private static final long RECHECK_MILLIS = 5_000;

  private final Definitions definitions;
  private final Planner planner;
  private final RunSecrets secrets;
  private final ExecutionStore store;
  private final ExecutionEngine engine;
  private final Waiters waiters;
  private final Limits limits;
  private final CurrentKey currentKey;
  private final TraceContext trace;
  private final GroupCommit<Acceptance, Outcome> acceptances;

  ExecutionService(
      Definitions definitions,
      Planner planner,
      RunSecrets secrets,
      ExecutionStore store,
      ExecutionEngine engine,
      Waiters waiters,
      Limits limits,
      CurrentKey currentKey,
      TraceContext trace,
      ExecutionConfig config) {
    this.definitions = definitions;
    this.planner = planner;
    this.secrets = secrets;
    this.store = store;
    this.engine = engine;
    this.waiters = waiters;
    this.limits = limits;
    this.currentKey = currentKey;
    this.trace = trace;
    this.acceptances = new GroupCommit<>(config.largestBatch(), new Gathering(), engine::accept);
  }

  /**
   * Accepts a run and waits for its end.
   *
   * @return the execution; not finished when the time was over first
   * @throws ServiceException 403, 404, 422 or 429, and then nothing was accepted
   */
  Execution execute(long processId, Caller caller, Map<String, Object> inputs, Duration wait) {
    ProcessDefinition process = executable(processId, caller);
    Optional<UUID> earlier = currentKey.earlier();
    if (earlier.isPresent()) {
      return attach(processId, earlier.get(), wait);
    }
    UUID id = UuidCreator.getTimeOrderedEpoch();
    List<StepPlan> plan = null;
    if (process.mode() == Mode.SIMPLE) {
      plan = secrets.sealed(id, valid(planner.plan(process, process.enable(), inputs)).steps());
    }
    Order order =
        new Order(
            id,
            processId,
            process.mode(),
            caller,
            secrets.sealedInputs(process, id, declared(process, inputs)),
            ExecutionEngine.now(),
            trace.current());
    CompletableFuture<Execution> end = wait.isZero() ? null : waiters.register(id);
    try {
      IdempotencyKey key = currentKey.get().orElse(null);
      Acceptance request = new Acceptance(order, plan, process.version(), process.enable(), key);
      return switch (accept(request)) {
        case Outcome.Refused refused -> throw refused.why();
        case Outcome.KeyInUse used -> throw currentKey.inFlight();
        case Outcome.Accepted accepted -> {
          currentKey.settled();
          yield await(accepted.execution(), end, wait);
        }
      };
    } finally {
      if (end != null) {
        waiters.forget(id);
      }
    }
  }

  private Outcome accept(Acceptance request) {
    limits.reserve();
    try {
      return acceptances.call(request);
    } finally {
      // What was accepted is counted by now.
      limits.free();
    }
  }

  /** Those that the record keeps: the others have no meaning, and any size. */
  private static Map<String, Object> declared(
      ProcessDefinition process, Map<String, Object> inputs) {
    Map<String, Object> declared = new LinkedHashMap<>();
    for (InputDefinition input : process.inputs()) {
      if (inputs.containsKey(input.reference())) {
        declared.put(input.reference(), inputs.get(input.reference()));
      }
    }
    return declared;
  }

  /** Waits for an execution that an earlier request has started, as that one did. */
  private Execution attach(long processId, UUID id, Duration wait) {
    CompletableFuture<Execution> end = wait.isZero() ? null : waiters.register(id);
    try {
      return await(get(processId, id), end, wait);
    } finally {
      if (end != null) {
        waiters.forget(id);
      }
    }
  }

  /** What a run would do at this moment. */
  Plan plan(long processId, Caller caller, Map<String, Object> inputs) {
    executable(processId, caller);
    // The state of a switch changes with each run; only the row knows it.
    definitions.evict(processId);
    ProcessDefinition process = executable(processId, caller);
    return valid(planner.plan(process, process.enable(), inputs));
  }

  /** An execution of a process. */
  Execution get(long processId, UUID id) {
    return store
        .find(id)
        .filter(found -> found.order().processId() == processId)
        .orElseThrow(() -> new ServiceException(ErrorCode.EXECUTION_NOT_FOUND));
  }

  /**
   * Asks an execution to stop before its next step.
   *
   * @throws ServiceException 409 when it has ended already
   */
  Execution cancel(long processId, UUID id, Caller caller) {
    Execution found = get(processId, id);
    checkMayCancel(found.order(), caller);
    engine.cancel(id);
    Execution after = get(processId, id);
    if (found.finished() || after.finished() && !after.cancelRequested()) {
      throw new ServiceException(ErrorCode.CONFLICT, "The execution has already ended");
    }
    return after;
  }

  /** Whoever may execute it; of a process that is gone, its administrators and its own caller. */
  private void checkMayCancel(Order order, Caller caller) {
    if (definitions.find(order.processId()).isPresent()) {
      executable(order.processId(), caller);
    } else if (!caller.admin() && order.caller().userId() != caller.userId()) {
      throw new ServiceException(ErrorCode.PROCESS_NOT_FOUND);
    }
  }

  /**
   * @param end null when the caller does not wait
   */
  private Execution await(Execution accepted, CompletableFuture<Execution> end, Duration wait) {
    if (end == null || accepted.finished()) {
      return accepted;
    }
    long over = System.nanoTime() + wait.toNanos();
    try {
      while (true) {
        long left = TimeUnit.NANOSECONDS.toMillis(over - System.nanoTime());
        try {
          long pause = Math.max(0, Math.min(left, RECHECK_MILLIS));
          Execution ended = end.get(pause, TimeUnit.MILLISECONDS);
          return ended == null ? present(accepted) : ended;
        } catch (TimeoutException e) {
          Execution now = present(accepted);
          if (now.finished() || left <= RECHECK_MILLIS) {
            return now;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return accepted;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private Execution present(Execution execution) {
    return store.find(execution.id()).orElse(execution);
  }

  private ProcessDefinition executable(long processId, Caller caller) {
    ProcessDefinition process = existing(processId);
    if (!process.mayExecute(caller)) {
      throw new ServiceException(ErrorCode.FORBIDDEN, "Your profile may not execute this process");
    }
    return process;
  }

  private ProcessDefinition existing(long processId) {
    return definitions
        .find(processId)
        .orElseThrow(() -> new ServiceException(ErrorCode.PROCESS_NOT_FOUND));
  }

  private static Plan valid(Plan plan) {
    if (!plan.valid()) {
      throw ServiceException.invalid(plan.errors());
    }
    return plan;
  }
}
