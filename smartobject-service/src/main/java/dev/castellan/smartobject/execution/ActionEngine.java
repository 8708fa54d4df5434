package dev.castellan.smartobject.execution;

import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.messaging.idempotency.IdempotencyKey;
import dev.castellan.messaging.idempotency.IdempotencyKeys;
import dev.castellan.messaging.inbox.Inbox;
import dev.castellan.smartobject.module.DeviceModule;
import dev.castellan.smartobject.module.Module;
import dev.castellan.smartobject.module.ModuleCatalogue;
import dev.castellan.smartobject.module.VirtualModule;
import dev.castellan.smartobject.object.ExecuteRight;
import dev.castellan.web.failure.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Takes actions on, whichever door they came through. Calls that arrive together are one
 * transaction: it locks the devices, unless all only read virtual ones, and in order of arrival
 * applies the effects on virtual ones and puts the calls of real ones into their queues; state,
 * records and events commit together.
 */
@ApplicationScoped
class ActionEngine {

  private final ModuleCatalogue modules;
  private final ExecutionStore store;
  private final DeviceQueue queue;
  private final ExecutionEvents events;
  private final CallSecrets secrets;
  private final Inbox inbox;
  private final IdempotencyKeys keys;

  ActionEngine(
      ModuleCatalogue modules,
      ExecutionStore store,
      DeviceQueue queue,
      ExecutionEvents events,
      CallSecrets secrets,
      Inbox inbox,
      IdempotencyKeys keys) {
    this.modules = modules;
    this.store = store;
    this.queue = queue;
    this.events = events;
    this.secrets = secrets;
    this.inbox = inbox;
    this.keys = keys;
  }

  /** Takes on commands that have not come before; each is answered by an event, now or later. */
  @Transactional
  public List<ActionOutcome> takeCommands(List<ActionCall> calls) {
    Set<UUID> fresh = inbox.firstTime(calls.stream().map(ActionCall::id).toList());
    List<ActionCall> distinct = calls.stream().filter(each -> fresh.remove(each.id())).toList();
    return distinct.isEmpty() ? List.of() : take(distinct);
  }

  /** Takes on direct calls, each with its key; one whose key is in use is refused alone. */
  @Transactional
  public List<ActionOutcome> takeDirect(List<DirectCall> calls) {
    Map<UUID, IdempotencyKey> keyed = new LinkedHashMap<>();
    calls.stream()
        .filter(each -> each.key() != null)
        .forEach(each -> keyed.put(each.call().id(), each.key()));
    if (keyed.isEmpty()) {
      return take(calls.stream().map(DirectCall::call).toList());
    }
    Set<UUID> claimed = keys.claim(keyed);
    Map<UUID, ActionOutcome> taken = new HashMap<>();
    take(calls.stream()
            .filter(each -> each.key() == null || claimed.contains(each.call().id()))
            .map(DirectCall::call)
            .toList())
        .forEach(outcome -> taken.put(outcome.call().id(), outcome));
    // What leaves no record is nothing that a repeated call could attach to.
    keys.release(claimed.stream().filter(id -> taken.get(id).safe()).map(keyed::get).toList());
    return calls.stream()
        .map(
            each ->
                taken.computeIfAbsent(
                    each.call().id(),
                    id -> ActionOutcome.refused(each.call(), ErrorCode.IDEMPOTENCY_KEY_IN_FLIGHT)))
        .toList();
  }

  /** Takes on calls; outcomes are in their order. */
  @Transactional
  public List<ActionOutcome> take(List<ActionCall> calls) {
    List<Long> ids = calls.stream().map(ActionCall::smartobjectId).distinct().sorted().toList();
    if (calls.stream().allMatch(each -> modules.onlyReads(each.action()))) {
      List<ActionOutcome> looks = take(calls, store.read(ids));
      if (looks.stream().allMatch(each -> each.ended() && each.safe())) {
        looks.forEach(events::ended);
        return looks;
      }
    }
    Map<Long, VirtualDevice> devices = store.lock(ids);
    List<ActionOutcome> outcomes = take(calls, devices);
    List<VirtualDevice> used =
        devices.values().stream().filter(each -> each.usedAt() != null).toList();
    if (!used.isEmpty()) {
      store.update(used);
    }
    List<ActionOutcome> settled = queue.add(outcomes);
    List<ActionOutcome> recorded = settled.stream().filter(ActionOutcome::recorded).toList();
    if (!recorded.isEmpty()) {
      store.insert(recorded);
    }
    settled.stream().filter(ActionOutcome::ended).forEach(events::ended);
    return settled;
  }

  private List<ActionOutcome> take(List<ActionCall> calls, Map<Long, VirtualDevice> devices) {
    return calls.stream().map(each -> take(each, devices.get(each.smartobjectId()))).toList();
  }

  private ActionOutcome take(ActionCall call, VirtualDevice device) {
    if (call.expiresAt() != null && !call.expiresAt().isAfter(Instant.now())) {
      return ActionOutcome.refused(call, ErrorCode.ACTION_TIMED_OUT);
    }
    if (device == null) {
      return ActionOutcome.refused(call, ErrorCode.SMARTOBJECT_NOT_FOUND);
    }
    if (call.direct() && !ExecuteRight.has(call.caller(), device.profiles())) {
      return ActionOutcome.refused(call, ErrorCode.FORBIDDEN);
    }
    Module module = modules.find(device.module()).orElse(null);
    if (module == null) {
      return unknownModule(call);
    }
    Optional<ModuleState.Action> action = module.manifest().action(call.action());
    if (action.isEmpty()) {
      return ActionOutcome.refused(call, ErrorCode.ACTION_NOT_FOUND);
    }
    if (call.requireSafe() && !action.get().safe()) {
      return ActionOutcome.refused(call, ErrorCode.ACTION_NOT_SAFE);
    }
    Arguments arguments = secrets.read(action.get(), call);
    if (!arguments.errors().isEmpty()) {
      return ActionOutcome.refused(call, ErrorCode.INVALID, arguments.errors());
    }
    return switch (module) {
      case VirtualModule virtual -> apply(call, device, virtual, action.get(), arguments.values());
      case DeviceModule real ->
          ActionOutcome.accepted(
              secrets.sealed(action.get(), call, arguments.values()), action.get().safe());
    };
  }

  /** On record as failed, without its arguments: nobody can tell which of them are secrets. */
  private static ActionOutcome unknownModule(ActionCall call) {
    if (call.requireSafe()) {
      return ActionOutcome.refused(call, ErrorCode.ACTION_FAILED);
    }
    Instant now = Instant.now();
    return ActionOutcome.failed(
        call.with(Map.of()),
        false,
        ErrorCode.ACTION_FAILED,
        "The module is not installed",
        1,
        now,
        now);
  }

  private static ActionOutcome apply(
      ActionCall call,
      VirtualDevice device,
      VirtualModule module,
      ModuleState.Action action,
      Map<String, Object> arguments) {
    Instant now = Instant.now();
    if (!action.safe()) {
      device.change(module.apply(device.state(), action.id(), arguments), now);
    }
    return ActionOutcome.succeeded(
        CallSecrets.masked(action, call), action.safe(), device.result(), 1, now, now);
  }
}
