package dev.castellan.process.execution;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Callers of this replica that wait for the end of an execution. */
@ApplicationScoped
class Waiters {

  private final Map<UUID, Waiting> waiting = new ConcurrentHashMap<>();

  /** A repeated request waits beside the first one. */
  private record Waiting(CompletableFuture<Execution> end, int callers) {}

  /** To be called before the execution can end, and followed by one {@link #forget}. */
  CompletableFuture<Execution> register(UUID executionId) {
    return waiting
        .merge(
            executionId,
            new Waiting(new CompletableFuture<>(), 1),
            (known, more) -> new Waiting(known.end(), known.callers() + 1))
        .end();
  }

  void forget(UUID executionId) {
    waiting.computeIfPresent(
        executionId,
        (id, known) -> known.callers() == 1 ? null : new Waiting(known.end(), known.callers() - 1));
  }

  boolean waitFor(UUID executionId) {
    return waiting.containsKey(executionId);
  }

  boolean nobody() {
    return waiting.isEmpty();
  }

  void ended(Execution execution) {
    Waiting known = waiting.get(execution.id());
    if (known != null) {
      known.end().complete(execution);
    }
  }
}
