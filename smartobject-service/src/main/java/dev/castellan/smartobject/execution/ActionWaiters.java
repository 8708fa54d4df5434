package dev.castellan.smartobject.execution;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Callers of this replica that wait for the end of an action. */
@ApplicationScoped
class ActionWaiters {

  private final Map<UUID, CompletableFuture<ActionOutcome>> waiting = new ConcurrentHashMap<>();

  /** To be called before the action can end. */
  CompletableFuture<ActionOutcome> register(UUID executionId) {
    return waiting.computeIfAbsent(executionId, id -> new CompletableFuture<>());
  }

  void forget(UUID executionId) {
    waiting.remove(executionId);
  }

  void ended(ActionOutcome outcome) {
    CompletableFuture<ActionOutcome> waiter = waiting.remove(outcome.call().id());
    if (waiter != null) {
      waiter.complete(outcome);
    }
  }
}
