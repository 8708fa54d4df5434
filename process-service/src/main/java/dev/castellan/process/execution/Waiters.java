package dev.castellan.process.execution;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Callers of this replica that wait for the end of an execution. */
@ApplicationScoped
class Waiters {

  private final Map<UUID, CompletableFuture<Execution>> waiting = new ConcurrentHashMap<>();

  /** To be called before the execution can end. */
  CompletableFuture<Execution> register(UUID executionId) {
    return waiting.computeIfAbsent(executionId, id -> new CompletableFuture<>());
  }

  void forget(UUID executionId) {
    waiting.remove(executionId);
  }

  boolean waitFor(UUID executionId) {
    return waiting.containsKey(executionId);
  }

  boolean nobody() {
    return waiting.isEmpty();
  }

  void ended(Execution execution) {
    CompletableFuture<Execution> waiter = waiting.remove(execution.id());
    if (waiter != null) {
      waiter.complete(execution);
    }
  }
}
