package dev.castellan.process.execution;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Callers of this replica that wait for the end of an execution. When the process is being stopped,
 * all waits end while there is time to answer: the execution runs on, the connections do not.
 */
@ApplicationScoped
class Waiters {

  /** What the answers may need, before a stopping process cuts the connections. */
  private static final Duration ANSWERS = Duration.ofSeconds(5);

  private final Map<UUID, Waiting> waiting = new ConcurrentHashMap<>();
  private final Duration patience;
  private volatile boolean leaving;

  /** A repeated request waits beside the first one. */
  private record Waiting(CompletableFuture<Execution> end, int callers) {}

  /**
   * @param delay how long a stopping process goes on taking requests
   * @param timeout how long it then waits for those it has
   */
  Waiters(
      @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay,
      @ConfigProperty(name = "quarkus.shutdown.timeout") Optional<Duration> timeout) {
    this.patience = delay.orElse(Duration.ZERO).plus(timeout.orElse(Duration.ZERO)).minus(ANSWERS);
  }

  /** Fired when the delay begins, also when there is none. */
  void stop(@Observes ShutdownDelayInitiatedEvent event) {
    CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
        .execute(this::leave);
  }

  private void leave() {
    leaving = true;
    sendAway();
  }

  /** Ends all waits at once. */
  void sendAway() {
    waiting.values().forEach(each -> each.end().complete(null));
  }

  /**
   * To be called before the execution can end, and followed by one {@link #forget}.
   *
   * @return completed with the execution that has ended, or with null when nobody may wait longer
   */
  CompletableFuture<Execution> register(UUID executionId) {
    CompletableFuture<Execution> end =
        waiting
            .merge(
                executionId,
                new Waiting(new CompletableFuture<>(), 1),
                (known, more) -> new Waiting(known.end(), known.callers() + 1))
            .end();
    if (leaving) {
      end.complete(null);
    }
    return end;
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
