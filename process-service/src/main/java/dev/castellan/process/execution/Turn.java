package dev.castellan.process.execution;

import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Failure;
import dev.castellan.messaging.idempotency.IdempotencyKey;
import dev.castellan.process.definition.Mode;
import dev.castellan.process.definition.ProcessDefinition;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.FieldError;
import dev.castellan.web.failure.ServiceException;
import io.quarkus.logging.Log;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What one transaction does to executions: gathers everything in memory, then writes it in as few
 * statements as there are tables. Used by one thread, once.
 */
final class Turn {

  private static final int LARGEST_PAGE = 250;
  private static final FieldError UNREADABLE =
      new FieldError("inputs", "hold a secret that cannot be opened; is its key configured?");

  private final TurnTools tools;
  private final Instant now;
  private final Map<UUID, Execution> fresh = new LinkedHashMap<>();
  private final Map<UUID, Execution> changed = new LinkedHashMap<>();
  private final Map<Long, SwitchStore.State> states = new HashMap<>();
  private final Map<Long, Integer> open = new HashMap<>();
  private final Set<Long> flipped = new HashSet<>();
  private final Set<Long> freed = new LinkedHashSet<>();
  private final List<Runnable> commands = new ArrayList<>();
  private final List<Execution> ended = new ArrayList<>();

  /** Those whose stored inputs hold a secret that they need no more. */
  private final List<Execution> masked = new ArrayList<>();

  private final List<IdempotencyKey> unused = new ArrayList<>();
  private Set<UUID> withKey = Set.of();

  Turn(TurnTools tools, Instant now) {
    this.tools = tools;
    this.now = now;
  }

  /** Locks switches whose executions this turn touches. */
  void lock(Collection<Long> processIds) {
    states.putAll(tools.switches().lock(processIds));
  }

  /** Locks switches that runs are to be accepted for, and looks at their queues. */
  void lockQueues(Collection<Long> processIds) {
    if (!processIds.isEmpty()) {
      lock(processIds);
      open.putAll(tools.switches().open(processIds));
    }
  }

  /** Stores the keys of the requests that have one; by no statement when none has. */
  void claimKeys(List<Acceptance> requests) {
    Map<UUID, IdempotencyKey> keys = new LinkedHashMap<>();
    requests.stream()
        .filter(request -> request.key() != null)
        .forEach(request -> keys.put(request.order().id(), request.key()));
    if (!keys.isEmpty()) {
      withKey = tools.keys().claim(keys);
    }
  }

  Outcome accept(Acceptance request) {
    if (request.key() != null && !withKey.contains(request.order().id())) {
      return new Outcome.KeyInUse();
    }
    Outcome outcome = acceptWithKey(request);
    if (request.key() != null && outcome instanceof Outcome.Refused) {
      unused.add(request.key());
    }
    return outcome;
  }

  private Outcome acceptWithKey(Acceptance request) {
    Order order = request.order();
    Execution accepted = Execution.accepted(order, request.version());
    if (order.mode() == Mode.SIMPLE) {
      Progress first =
          Run.start(accepted, request.plan(), request.version(), request.enable(), rules(), now);
      return new Outcome.Accepted(keep(fresh, first));
    }
    SwitchStore.State state = states.get(order.processId());
    int ahead = open.getOrDefault(order.processId(), 0);
    if (state == null) {
      return new Outcome.Refused(new ServiceException(ErrorCode.PROCESS_NOT_FOUND));
    }
    if (ahead > tools.config().queuedPerProcess()) {
      return new Outcome.Refused(Limits.tooMany("Too many executions of this process are queued"));
    }
    Execution stored;
    if (ahead == 0) {
      Plan plan = plan(accepted, state);
      if (!plan.valid()) {
        return new Outcome.Refused(ServiceException.invalid(plan.errors()));
      }
      stored = keep(fresh, start(accepted, plan, state));
    } else {
      stored = keep(fresh, Progress.none(accepted));
    }
    open.put(order.processId(), stored.finished() ? ahead : ahead + 1);
    return new Outcome.Accepted(stored);
  }

  /** Takes over how a locked execution moved on. */
  void move(Execution before, Progress progress) {
    if (progress.execution() == before) {
      return;
    }
    Execution after = keep(changed, progress);
    boolean ran = before.status() == ExecutionStatus.RUNNING;
    if (after.finished() && ran && after.order().mode() == Mode.SWITCH) {
      freed.add(after.order().processId());
    }
  }

  /** Starts what has been waiting for a switch that has become free. */
  void startQueued() {
    freed.forEach(this::startNext);
  }

  private void startNext(long process) {
    // Nearly always the first one starts; those of a process that is gone have all to be refused.
    for (int most = 1; ; most = Math.min(2 * most, LARGEST_PAGE)) {
      List<Execution> queued = tools.store().lockQueued(process, changed.keySet(), most);
      for (Execution head : queued) {
        if (!keep(changed, startOrRefuse(head, states.get(process))).finished()) {
          return;
        }
      }
      if (queued.isEmpty()) {
        return;
      }
    }
  }

  /** Writes everything; the last thing before the commit. */
  void save() {
    tools.store().insert(List.copyOf(fresh.values()));
    tools.store().update(List.copyOf(changed.values()));
    tools.store().updateInputs(masked);
    flipped.forEach(id -> tools.switches().flip(id, states.get(id).enable()));
    commands.forEach(Runnable::run);
    ended.forEach(tools.events()::executed);
    if (!unused.isEmpty()) {
      tools.keys().release(unused);
    }
  }

  /** Executions that this turn moved on. */
  Set<UUID> moved() {
    return changed.keySet();
  }

  /** Executions that this turn ended. */
  List<Execution> ended() {
    return ended;
  }

  /** How many more executions are open after this turn than before; negative when fewer. */
  int opened() {
    return fresh.size() - ended.size();
  }

  private Progress startOrRefuse(Execution accepted, SwitchStore.State state) {
    if (state == null) {
      return Run.refuse(accepted, failure(ErrorCode.PROCESS_NOT_FOUND, null), rules(), now);
    }
    Plan plan = plan(accepted, state);
    return plan.valid()
        ? start(accepted, plan, state)
        : Run.refuse(accepted, failure(ErrorCode.INVALID, plan.describeErrors()), rules(), now);
  }

  private Progress start(Execution accepted, Plan plan, SwitchStore.State state) {
    return Run.start(accepted, plan.steps(), state.version(), state.enable(), rules(), now);
  }

  private Plan plan(Execution accepted, SwitchStore.State state) {
    Order order = accepted.order();
    Map<String, Object> inputs;
    try {
      inputs = tools.secrets().openedInputs(order);
    } catch (IllegalStateException e) {
      Log.warnf("Execution %s: %s", order.id(), e.getMessage());
      return new Plan(state.enable(), List.of(), List.of(UNREADABLE));
    }
    ProcessDefinition process = tools.definitions().at(order.processId(), state.version());
    Plan plan = tools.planner().plan(process, state.enable(), inputs);
    return plan.with(tools.secrets().sealed(order.id(), plan.steps()));
  }

  private Execution keep(Map<UUID, Execution> where, Progress progress) {
    Execution execution = RunSecrets.settled(progress.execution());
    if (execution.order() != progress.execution().order() && where == changed) {
      masked.add(execution);
    }
    if (progress.command() != null) {
      commands.add(
          () ->
              tools
                  .events()
                  .requested(progress.command(), progress.execution().order().traceParent()));
    }
    if (execution.finished()) {
      execution = execution.withEnableAfter(stateAfter(execution));
      ended.add(execution);
    }
    where.put(execution.id(), execution);
    return execution;
  }

  /** State of the process after a run; a switch that succeeded has flipped. */
  private int stateAfter(Execution execution) {
    long process = execution.order().processId();
    SwitchStore.State state = states.get(process);
    if (execution.order().mode() == Mode.SIMPLE || state == null) {
      return execution.enableBefore() == null ? 0 : execution.enableBefore();
    }
    if (execution.succeeded()) {
      state = new SwitchStore.State(1 - execution.enableBefore(), state.version());
      states.put(process, state);
      flipped.add(process);
    }
    return state.enable();
  }

  private Run.Rules rules() {
    return tools.rules();
  }

  private static Failure failure(ErrorCode code, String message) {
    return new Failure(code.code(), message == null ? code.title() : message);
  }
}
