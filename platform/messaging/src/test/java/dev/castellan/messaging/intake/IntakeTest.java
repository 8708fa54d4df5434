package dev.castellan.messaging.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.contracts.EventTypes;
import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.ActionFinished;
import dev.castellan.messaging.cloudevents.CloudEventHeaders;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import dev.castellan.testing.PostgresServer;
import dev.castellan.testing.ProbedEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class IntakeTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String DEAD_LETTERS = Topics.SMARTOBJECT_RESULTS + ".dlq";

  private static final Duration OUTAGE =
      Duration.ofSeconds(Boolean.getBoolean("castellan.long") ? 120 : 10);

  @Inject EffectConsumer consumer;

  @Inject Intake intake;

  @Inject ObjectMapper mapper;

  @Inject MeterRegistry metrics;

  @Test
  void shouldCountDeadLettersOfWhateverIsConsumedFromTheStart() {
    assertThat(
            metrics
                .get("castellan.dead.letters")
                .tag("topic", Topics.SMARTOBJECT_RESULTS)
                .counter()
                .count())
        .isNotNegative();
  }

  @Test
  void shouldTakeEffectOnceHoweverOftenAnEventArrives() {
    ActionFinished result = result("turnOn");
    UUID eventId = UUID.randomUUID();
    for (int i = 0; i < 3; i++) {
      EventProbe.send(eventId, "k", result);
    }
    ActionFinished last = result("turnOn");
    EventProbe.send("k", last);
    awaitEffect(last);
    assertThat(consumer.effectsOf(result.commandId())).isEqualTo(1);
  }

  @Test
  void shouldPutAsideOnlyWhatFailsByItself() {
    try (EventProbe probe = EventProbe.on(DEAD_LETTERS)) {
      List<ActionFinished> good = Stream.generate(() -> result("turnOn")).limit(20).toList();
      ActionFinished poison = result(EffectConsumer.POISON);
      UUID poisonId = UUID.randomUUID();
      good.subList(0, 10).forEach(each -> EventProbe.send("k", each));
      EventProbe.send(poisonId, "k", poison);
      EventProbe.sendRaw(
          Topics.SMARTOBJECT_RESULTS, "k", Map.of(), "no event".getBytes(StandardCharsets.UTF_8));
      good.subList(10, 20).forEach(each -> EventProbe.send("k", each));

      good.forEach(this::awaitEffect);
      good.forEach(each -> assertThat(consumer.effectsOf(each.commandId())).isEqualTo(1));
      ProbedEvent dead =
          probe.await(
              "the dead letter",
              e -> poisonId.toString().equals(e.headers().get("castellan_dlq_event_id")),
              PATIENCE);
      assertThat(dead.as(ActionFinished.class)).isEqualTo(poison);
      assertThat(dead.headers())
          .containsEntry("castellan_dlq_topic", Topics.SMARTOBJECT_RESULTS)
          .containsEntry("castellan_dlq_reason", "IllegalArgumentException")
          .containsKeys("castellan_dlq_partition", "castellan_dlq_offset");
      probe.await(
          "the unreadable one",
          e -> new String(e.value(), StandardCharsets.UTF_8).equals("no event"),
          PATIENCE);
      assertThat(consumer.gaveUp(poisonId)).isTrue();
    }
  }

  @Test
  void shouldWaitForTheDatabaseAndGiveNothingUp() {
    List<ActionFinished> results = Stream.generate(() -> result("turnOn")).limit(50).toList();
    try (EventProbe probe = EventProbe.on(DEAD_LETTERS)) {
      PostgresServer.shared().kill();
      results.forEach(each -> EventProbe.send(each.commandId().toString(), each));
      probe.assertNone("dead letter while the database is away", any -> true, OUTAGE);
      PostgresServer.shared().start();
      results.forEach(this::awaitEffect);
      results.forEach(each -> assertThat(consumer.effectsOf(each.commandId())).isEqualTo(1));
      assertThat(probe.matching(any -> true)).isEmpty();
    }
  }

  /** A pool that turns an interrupted thread away says nothing about the event. */
  @Test
  void shouldGiveNothingUpInAnInterruptedThread() throws IOException {
    ActionFinished result = result("turnOn");
    ConsumerRecord<String, byte[]> polled =
        new ConsumerRecord<>(
            Topics.SMARTOBJECT_RESULTS, 0, 0, "k", mapper.writeValueAsBytes(result));
    CloudEventHeaders.write(
        polled.headers(),
        UUID.randomUUID(),
        EventTypes.typeOf(ActionFinished.class),
        "/castellan/test",
        result.finishedAt(),
        Map.of());
    AtomicInteger tries = new AtomicInteger();
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(
              () ->
                  intake.handle(
                      List.of(polled),
                      events -> {
                        tries.incrementAndGet();
                        throw new IllegalStateException("turned away");
                      }))
          .hasMessage("turned away");
      assertThat(tries).hasValue(1);
    } finally {
      Thread.interrupted();
    }
  }

  private void awaitEffect(ActionFinished result) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(consumer.effectsOf(result.commandId())).isPositive());
  }

  private static ActionFinished result(String action) {
    return new ActionFinished(
        UUID.randomUUID(),
        UUID.randomUUID(),
        0,
        1,
        action,
        ExecutionStatus.SUCCEEDED,
        Map.of("on", true),
        null,
        1,
        Instant.parse("2026-11-01T10:00:00Z"),
        Instant.parse("2026-11-01T10:00:01Z"));
  }
}
