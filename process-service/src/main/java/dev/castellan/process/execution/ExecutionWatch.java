package dev.castellan.process.execution;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls those who watch an execution when it has moved on: at once when this replica moved it, else
 * after the next look at the rows of all that are watched here, which is one query.
 */
@ApplicationScoped
class ExecutionWatch {

  private final ExecutionStore store;
  private final ExecutionConfig config;
  private final Map<UUID, Set<Runnable>> watchers = new ConcurrentHashMap<>();
  private Map<UUID, String> seen = Map.of();
  private Thread thread;

  ExecutionWatch(ExecutionStore store, ExecutionConfig config) {
    this.store = store;
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    thread = Thread.ofPlatform().daemon().name("execution-watch").start(this::run);
  }

  void stop(@Observes @Priority(1) ShutdownEvent event) {
    thread.interrupt();
  }

  /**
   * @param wake cheap; called from any thread
   */
  void watch(UUID executionId, Runnable wake) {
    watchers.compute(
        executionId,
        (id, known) -> {
          Set<Runnable> all = known == null ? ConcurrentHashMap.newKeySet() : known;
          all.add(wake);
          return all;
        });
  }

  void forget(UUID executionId, Runnable wake) {
    watchers.computeIfPresent(
        executionId,
        (id, known) -> {
          known.remove(wake);
          return known.isEmpty() ? null : known;
        });
  }

  void moved(UUID executionId) {
    watchers.getOrDefault(executionId, Set.of()).forEach(Runnable::run);
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(config.watchEvery());
        look();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        Log.warnf("Watched executions could not be looked at: %s", e.getMessage());
      }
    }
  }

  private void look() {
    if (watchers.isEmpty()) {
      seen = Map.of();
      return;
    }
    Map<UUID, String> before = seen;
    seen = store.revisions(Set.copyOf(watchers.keySet()));
    watchers.keySet().stream()
        .filter(id -> !Objects.equals(before.get(id), seen.get(id)))
        .forEach(this::moved);
  }
}
