package dev.castellan.smartobject.execution;

import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.messaging.inbox.Inbox;
import dev.castellan.smartobject.module.ModuleCatalogue;
import dev.castellan.smartobject.module.VirtualModule;
import dev.castellan.smartobject.object.ExecuteRight;
import dev.castellan.web.failure.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Runs actions, whichever door they came through. Calls that arrive together are one transaction:
 * it locks the devices, applies the effects in order, and commits state, records and events
 * together.
 */
@ApplicationScoped
class ActionEngine {

  private final ModuleCatalogue modules;
  private final ExecutionStore store;
  private final ExecutionEvents events;
  private final Inbox inbox;

  ActionEngine(ModuleCatalogue modules, ExecutionStore store, ExecutionEvents events, Inbox inbox) {
    this.modules = modules;
    this.store = store;
    this.events = events;
    this.inbox = inbox;
  }

  /** Runs commands that have not been run before; each is answered by an event. */
  @Transactional
  public void runCommands(List<ActionCall> calls) {
    Set<UUID> fresh = inbox.firstTime(calls.stream().map(ActionCall::id).toList());
    List<ActionCall> distinct = calls.stream().filter(each -> fresh.remove(each.id())).toList();
    if (!distinct.isEmpty()) {
      run(distinct).forEach(events::answered);
    }
  }

  /** Runs direct calls; outcomes are in the order of the calls. */
  @Transactional
  public List<ActionOutcome> run(List<ActionCall> calls) {
    Map<Long, Device> devices =
        store.lock(calls.stream().map(ActionCall::smartobjectId).distinct().sorted().toList());
    List<ActionOutcome> outcomes = new ArrayList<>(calls.size());
    for (ActionCall call : calls) {
      outcomes.add(run(call, devices.get(call.smartobjectId())));
    }
    List<Device> used = devices.values().stream().filter(each -> each.usedAt() != null).toList();
    if (!used.isEmpty()) {
      store.update(used);
    }
    List<ActionOutcome> recorded =
        outcomes.stream().filter(ActionOutcome::recorded).collect(Collectors.toList());
    if (!recorded.isEmpty()) {
      store.insert(recorded);
      recorded.forEach(events::executed);
    }
    return outcomes;
  }

  private ActionOutcome run(ActionCall call, Device device) {
    Instant now = Instant.now();
    if (call.expiresAt() != null && !call.expiresAt().isAfter(now)) {
      return ActionOutcome.refused(call, ErrorCode.ACTION_TIMED_OUT);
    }
    if (device == null) {
      return ActionOutcome.refused(call, ErrorCode.SMARTOBJECT_NOT_FOUND);
    }
    if (call.direct() && !ExecuteRight.has(call.caller(), device.profiles())) {
      return ActionOutcome.refused(call, ErrorCode.FORBIDDEN);
    }
    VirtualModule module = modules.find(device.module()).orElse(null);
    if (module == null) {
      return ActionOutcome.refused(call, ErrorCode.ACTION_FAILED);
    }
    Optional<ModuleState.Action> action =
        module.manifest().actions().stream()
            .filter(each -> each.id().equals(call.action()))
            .findFirst();
    if (action.isEmpty()) {
      return ActionOutcome.refused(call, ErrorCode.ACTION_NOT_FOUND);
    }
    return apply(call, device, module, action.get(), now);
  }

  private static ActionOutcome apply(
      ActionCall call,
      Device device,
      VirtualModule module,
      ModuleState.Action action,
      Instant now) {
    if (call.requireSafe() && !action.safe()) {
      return ActionOutcome.refused(call, ErrorCode.ACTION_NOT_SAFE);
    }
    Arguments arguments = Arguments.read(action, call.arguments());
    if (!arguments.errors().isEmpty()) {
      return ActionOutcome.refused(call, ErrorCode.INVALID, arguments.errors());
    }
    if (!action.safe()) {
      device.change(module.apply(device.state(), action.id(), arguments.values()), now);
    }
    return ActionOutcome.succeeded(call, !action.safe(), device.result(), now);
  }
}
