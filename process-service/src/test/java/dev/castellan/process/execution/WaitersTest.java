package dev.castellan.process.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WaitersTest {

  private static final UUID ID = UUID.randomUUID();
  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  void shouldEndAllWaitsWhileThereIsTimeToAnswer() {
    Waiters waiters = new Waiters(Optional.empty(), Optional.of(Duration.ofMillis(5_200)));
    CompletableFuture<Execution> before = waiters.register(ID);
    waiters.stop(new ShutdownDelayInitiatedEvent());
    CompletableFuture<Execution> meanwhile = waiters.register(UUID.randomUUID());

    assertThat(before).succeedsWithin(SOON).isNull();
    assertThat(meanwhile).succeedsWithin(SOON).isNull();
    assertThat(waiters.register(UUID.randomUUID())).isCompletedWithValue(null);
  }

  @Test
  void shouldLetCallersWaitOnForAsLongAsItGoesOnAnswering() {
    Waiters waiters =
        new Waiters(Optional.of(Duration.ofMinutes(1)), Optional.of(Duration.ofSeconds(5)));
    Execution execution = Execution.accepted(RunTest.order(), 1);
    CompletableFuture<Execution> end = waiters.register(execution.id());

    waiters.stop(new ShutdownDelayInitiatedEvent());

    assertThat(end).failsWithin(Duration.ofMillis(500));
    waiters.ended(execution);
    assertThat(end).isCompletedWithValue(execution);
  }

  @Test
  void shouldEndWaitsAtOnceWhereAStoppingProcessWaitsForNobody() {
    Waiters waiters = new Waiters(Optional.empty(), Optional.empty());
    CompletableFuture<Execution> end = waiters.register(ID);

    waiters.stop(new ShutdownDelayInitiatedEvent());

    assertThat(end).succeedsWithin(SOON).isNull();
  }
}
