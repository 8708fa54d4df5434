package dev.castellan.process.execution;

import dev.castellan.messaging.intake.Outage;
import dev.castellan.messaging.state.StateTopics;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Looks once a second for executions in which something is due: a retry, or a step whose result did
 * not come. Deadlines are rows, so a restart forgets none; any replica may find one.
 */
@ApplicationScoped
class DeadlineSweeper {

  private static final int CHUNK = 100;

  private final ExecutionStore store;
  private final ExecutionEngine engine;
  private final ResultsWatermark watermark;
  private final Limits limits;
  private final StateTopics topics;
  private final ExecutionConfig config;
  private Thread thread;

  DeadlineSweeper(
      ExecutionStore store,
      ExecutionEngine engine,
      ResultsWatermark watermark,
      Limits limits,
      StateTopics topics,
      ExecutionConfig config) {
    this.store = store;
    this.engine = engine;
    this.watermark = watermark;
    this.limits = limits;
    this.topics = topics;
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    thread = Thread.ofPlatform().daemon().name("execution-deadlines").start(this::run);
  }

  void stop(@Observes @Priority(1) ShutdownEvent event) {
    thread.interrupt();
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(config.sweepEvery());
        // What is moved on must find its objects.
        topics.awaitFirstRead();
        sweep();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        Log.warnf("Deadlines could not be looked at: %s", e.getMessage());
      }
    }
  }

  private void sweep() {
    limits.recount(store::countOpen);
    List<UUID> overdue = store.overdue(ExecutionEngine.now());
    if (overdue.isEmpty()) {
      return;
    }
    Instant settled = watermark.settledUpTo();
    for (int from = 0; from < overdue.size(); from += CHUNK) {
      wake(overdue.subList(from, Math.min(from + CHUNK, overdue.size())), settled);
    }
  }

  /** One that cannot be moved on holds up no other. */
  private void wake(List<UUID> ids, Instant settled) {
    try {
      engine.wake(ids, settled);
    } catch (RuntimeException e) {
      if (Outage.causes(e)) {
        throw e;
      }
      if (ids.size() == 1) {
        Log.errorf(e, "Execution %s cannot be moved on", ids.get(0));
      } else {
        ids.forEach(id -> wake(List.of(id), settled));
      }
    }
  }
}
