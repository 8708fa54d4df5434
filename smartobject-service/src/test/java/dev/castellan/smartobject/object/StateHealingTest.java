package dev.castellan.smartobject.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import dev.castellan.testing.ProbedEvent;
import dev.castellan.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class StateHealingTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject StateHealingService healing;
  @Inject SmartobjectRepository objects;

  @Test
  void shouldSayAgainWhatTheTopicHasLostOrHasInAnOldVersion() {
    try (EventProbe probe = EventProbe.on(Topics.SMARTOBJECT_STATE)) {
      long lost = create();
      long old = create();
      long fine = create();
      rename(old);
      awaitStates(probe, lost, 1);
      awaitStates(probe, old, 2);
      awaitStates(probe, fine, 1);
      Map<Long, Long> known = everythingKnown();
      known.remove(lost);
      known.put(old, 1L);
      known.put(Long.MAX_VALUE, 7L);

      healing.heal(known);

      ProbedEvent again = awaitStates(probe, lost, 2).get(1);
      assertThat(again.as(SmartobjectState.class).module()).isEqualTo("virtual-light");
      ProbedEvent newer = awaitStates(probe, old, 3).get(2);
      assertThat(newer.as(SmartobjectState.class).version()).isEqualTo(2);
      probe.await("tombstone", each -> isOf(each, Long.MAX_VALUE) && each.tombstone(), PATIENCE);
      assertThat(probe.matching(each -> isOf(each, fine))).hasSize(1);
    }
  }

  @Test
  void shouldSayNothingWhenTheTopicIsWhole() {
    try (EventProbe probe = EventProbe.on(Topics.SMARTOBJECT_STATE)) {
      awaitStates(probe, create(), 1);
      List<ProbedEvent> before = probe.matching(any -> true);

      healing.heal(everythingKnown());

      long mark = create();
      awaitStates(probe, mark, 1);
      assertThat(probe.matching(each -> !isOf(each, mark))).isEqualTo(before);
    }
  }

  /** What the outbox sends of an object by itself comes here a moment after it was committed. */
  private static List<ProbedEvent> awaitStates(EventProbe probe, long id, int count) {
    return probe.await("state of " + id, count, each -> isOf(each, id), PATIENCE);
  }

  private Map<Long, Long> everythingKnown() {
    return new HashMap<>(objects.versionsAfter(0, 10_000));
  }

  private static boolean isOf(ProbedEvent event, long id) {
    return Long.toString(id).equals(event.key());
  }

  private static long create() {
    return TestTokens.asAdmin()
        .contentType(ContentType.JSON)
        .body(Map.of("module", "virtual-light", "reference", "lamp " + UUID.randomUUID()))
        .post("/smartobjects")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getLong("data.id");
  }

  private static void rename(long id) {
    TestTokens.asAdmin()
        .contentType(ContentType.JSON)
        .body(Map.of("reference", "renamed " + UUID.randomUUID()))
        .patch("/smartobjects/{id}", id)
        .then()
        .statusCode(200);
  }
}
