package dev.castellan.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import dev.castellan.testing.KafkaServer;
import dev.castellan.testing.ProbedEvent;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class OutboxTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The long form is what an operator would see; the short one shows the same in less time. */
  private static final Duration OUTAGE =
      Duration.ofSeconds(Boolean.getBoolean("castellan.long") ? 120 : 10);

  @Inject Outbox outbox;
  @Inject Replicas replicas;

  @Test
  void shouldSendWhatWasCommittedAndKeepNothing() {
    try (EventProbe probe = EventProbe.on(Topics.SMARTOBJECT_STATE)) {
      replicas.newCounter(1);
      replicas.raise(1, outbox);
      ProbedEvent event = probe.await("state of 1", of(1), PATIENCE);
      assertThat(event.as(SmartobjectState.class).version()).isEqualTo(1);
      assertThat(event.headers())
          .containsEntry("ce_specversion", "1.0")
          .containsEntry("ce_type", "castellan.smartobject.state.v1")
          .containsEntry("ce_source", "/castellan/smartobject-service")
          .containsEntry("content-type", "application/json")
          .containsKeys("ce_id", "ce_time");
      await().atMost(PATIENCE).until(() -> replicas.unsent() == 0);
    }
  }

  @Test
  void shouldSayNothingOfWhatWasRolledBack() {
    try (EventProbe probe = EventProbe.on(Topics.SMARTOBJECT_STATE)) {
      assertThatThrownBy(
              () ->
                  QuarkusTransaction.requiringNew()
                      .run(
                          () -> {
                            outbox.append("2", Replicas.state(2, 1));
                            throw new IllegalArgumentException("on purpose");
                          }))
          .isInstanceOf(IllegalArgumentException.class);
      replicas.newCounter(3);
      replicas.raise(3, outbox);
      probe.await("state of 3", of(3), PATIENCE);
      assertThat(probe.matching(of(2))).isEmpty();
    }
  }

  @Test
  void shouldRefuseAnEventWithoutATransactionOrOfASizeTheBrokerRefuses() {
    assertThatThrownBy(() -> outbox.append("4", Replicas.state(4, 1)))
        .isInstanceOf(IllegalStateException.class);
    SmartobjectState huge =
        new SmartobjectState(4, "x".repeat(1 << 20), "virtual-light", 1, List.of(), 1);
    assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> outbox.append("4", huge)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldKeepTheOrderOfVersionsOverReplicas() throws Exception {
    Replicas.Replica other = replicas.another();
    other.relay().start(new StartupEvent());
    try (EventProbe probe = EventProbe.on(Topics.SMARTOBJECT_STATE)) {
      replicas.newCounter(5);
      List<Outbox> both = List.of(outbox, other.outbox());
      raise(5, 1_000, both);

      List<Long> versions =
          probe.await("state of 5", 1_000, of(5), PATIENCE).stream()
              .map(each -> each.as(SmartobjectState.class).version())
              .toList();
      assertThat(versions).isEqualTo(LongStream.rangeClosed(1, 1_000).boxed().toList());
      await().atMost(PATIENCE).until(() -> replicas.unsent() == 0);
      assertThat(probe.matching(of(5))).hasSize(1_000);
    } finally {
      other.relay().stop(new ShutdownEvent());
    }
  }

  @Test
  void shouldTakeOverWhatADeadRelayHasLeft() throws Exception {
    Replicas.Replica dead = replicas.another();
    dead.store().heartbeat(Duration.ofMinutes(1), any -> {});
    try (EventProbe probe = EventProbe.on(Topics.SMARTOBJECT_STATE)) {
      replicas.newCounter(6);
      replicas.raise(6, dead.outbox());
      replicas.raise(6, outbox);
      replicas.raise(6, dead.outbox());

      List<Long> versions =
          probe.await("state of 6", 3, of(6), PATIENCE).stream()
              .map(each -> each.as(SmartobjectState.class).version())
              .toList();
      assertThat(versions).containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  void shouldGoOnAsANewRelayAfterItWasTakenForDead() throws Exception {
    Replicas.Replica other = replicas.another();
    assertThat(other.store().heartbeat(Duration.ofMinutes(1), any -> {})).isFalse();
    assertThat(other.store().heartbeat(Duration.ofMinutes(1), any -> {})).isTrue();
    try (EventProbe probe = EventProbe.on(Topics.SMARTOBJECT_STATE)) {
      replicas.newCounter(8);
      Future<?> raising = inBackground(() -> raise(8, 2_000, List.of(outbox)));
      await()
          .pollInterval(Duration.ofMillis(300))
          .atMost(PATIENCE)
          .until(
              () -> {
                // Buries every relay there is, and frees what they have claimed.
                other.store().heartbeat(Duration.ZERO, any -> {});
                return raising.isDone();
              });
      raising.get();
      assertThat(other.store().heartbeat(Duration.ofMinutes(1), any -> {})).isFalse();

      await().atMost(PATIENCE).until(() -> replicas.unsent() == 0);
      probe.await("the last state", e -> of(8).test(e) && version(e) == 2_000, PATIENCE);
      // What was on its way when the relay was buried is sent again, never something older at the
      // end.
      List<Long> versions = probe.matching(of(8)).stream().map(OutboxTest::version).toList();
      assertThat(versions.stream().distinct().toList())
          .isEqualTo(LongStream.rangeClosed(1, 2_000).boxed().toList());
      assertThat(versions).endsWith(2_000L);
    }
  }

  @Test
  void shouldSendEverythingInOrderWhenTheBrokerIsBack() throws Exception {
    replicas.newCounter(7);
    replicas.raise(7, outbox);
    KafkaServer.shared().kill();
    try {
      raise(7, 99, List.of(outbox));
      long end = System.nanoTime() + OUTAGE.toNanos();
      await()
          .atMost(OUTAGE.plusSeconds(10))
          .until(() -> System.nanoTime() > end && replicas.unsent() >= 99);
    } finally {
      KafkaServer.shared().start();
    }
    try (EventProbe probe = EventProbe.fromStart(Topics.SMARTOBJECT_STATE)) {
      probe.await("the last state", e -> of(7).test(e) && version(e) == 100, PATIENCE);
      List<Long> versions = probe.matching(of(7)).stream().map(OutboxTest::version).toList();
      // The broker may have taken one before it was killed without saying so.
      assertThat(versions.stream().distinct().toList())
          .isEqualTo(LongStream.rangeClosed(1, 100).boxed().toList());
      assertThat(versions).isSorted();
    }
    await().atMost(PATIENCE).until(() -> replicas.unsent() == 0);
  }

  private interface Work {
    void run() throws Exception;
  }

  private static Future<?> inBackground(Work work) {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              work.run();
              return null;
            });
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  private void raise(long counter, int times, List<Outbox> outboxes) throws Exception {
    try (var pool = Executors.newFixedThreadPool(8)) {
      List<Callable<Void>> work = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        Outbox one = outboxes.get(i % outboxes.size());
        work.add(
            () -> {
              replicas.raise(counter, one);
              return null;
            });
      }
      for (Future<Void> done : pool.invokeAll(work)) {
        done.get();
      }
    }
  }

  private static long version(ProbedEvent event) {
    return event.as(SmartobjectState.class).version();
  }

  private static Predicate<ProbedEvent> of(long counter) {
    return event -> event.key().equals(Long.toString(counter)) && !event.tombstone();
  }
}
