package dev.castellan.widget;

import static dev.castellan.widget.TestWidgets.admin;
import static dev.castellan.widget.TestWidgets.widget;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.identity.TokenRevoked;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import dev.castellan.testing.TestTokens;
import dev.castellan.testing.TokenDraft;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class StreamTest extends WithDevices {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long OCCUPANT = TestTokens.OCCUPANT_PROFILE;

  @TestHTTPResource("/")
  URI service;

  @Test
  void shouldShowTheWholeFirstAndThenWhatChanges() throws IOException {
    long lamp = lamp(1);
    long id = watched(lamp);
    try (EventReader stream = open(id, TestTokens.admin(), null)) {
      EventReader.Event first = stream.next(PATIENCE);
      assertThat(stream.status()).isEqualTo(200);
      assertThat(first.name()).isEqualTo("snapshot");
      assertThat(first.data().at("/contents/0/content").asText()).isEqualTo("level 1");
      assertThat(first.data().at("/contents/1/content").asText()).isEqualTo("fixed");

      devices.state(lamp, Map.of("level", 2));
      devices.acted(lamp);

      EventReader.Event second = stream.next(PATIENCE);
      assertThat(second.name()).isEqualTo("changed");
      assertThat(second.id()).isNotEqualTo(first.id());
      assertThat(second.data().get("contents")).hasSize(1);
      assertThat(second.data().at("/contents/0/content").asText()).isEqualTo("level 2");
      assertThat(second.data().at("/contents/0/id")).isEqualTo(first.data().at("/contents/0/id"));
    }
  }

  @Test
  void shouldNoticeByItselfWhatNobodyTells() throws IOException {
    long lamp = lamp(1);
    Map<String, Object> source =
        Map.of("reference", "lamp", "source", lamp, "action", "getState", "refresh", 1);
    long id = widget().source(source).content(2, "{lamp.level}").create();
    try (EventReader stream = open(id, TestTokens.admin(), null)) {
      stream.next(PATIENCE);

      devices.state(lamp, Map.of("level", 2));

      assertThat(stream.next(PATIENCE).data().at("/contents/0/content").asText()).isEqualTo("2");
    }
  }

  @Test
  void shouldShowTheWholeAgainAfterAnEditAndEndWithTheWidget() throws IOException {
    long id = watched(lamp(1));
    try (EventReader stream = open(id, TestTokens.admin(), null)) {
      stream.next(PATIENCE);

      admin().body("{\"icon\":\"new\"}").patch("/widgets/{id}", id).then().statusCode(200);
      EventReader.Event edited = stream.next(PATIENCE);
      assertThat(edited.name()).isEqualTo("snapshot");
      assertThat(edited.data().get("icon").asText()).isEqualTo("new");
      assertThat(edited.data().at("/contents/0/content").asText()).isEqualTo("level 1");

      admin().delete("/widgets/{id}", id).then().statusCode(200);
      assertThat(stream.next(PATIENCE).name()).isEqualTo("deleted");
      assertThat(stream.next(PATIENCE).name()).isEqualTo("(end)");
    }
  }

  @Test
  void shouldNotRepeatWhatTheClientSawBefore() throws Exception {
    long lamp = lamp(1);
    long id = watched(lamp);
    String seen;
    try (EventReader stream = open(id, TestTokens.admin(), null)) {
      seen = stream.next(PATIENCE).id();
    }
    try (EventReader again = open(id, TestTokens.admin(), seen)) {
      assertThat(again.silentFor(Duration.ofMillis(500))).isTrue();
      devices.state(lamp, Map.of("level", 2));
      devices.acted(lamp);
      assertThat(again.next(PATIENCE).name()).isEqualTo("changed");
    }
    try (EventReader late = open(id, TestTokens.admin(), seen)) {
      EventReader.Event snapshot = late.next(PATIENCE);
      assertThat(snapshot.name()).isEqualTo("snapshot");
      assertThat(snapshot.data().at("/contents/0/content").asText()).isEqualTo("level 2");
    }
  }

  @Test
  void shouldHideAValueAtOnceWhenTheGrantIsTakenAwayAndShowItAgain() throws IOException {
    SmartobjectState lamp = TestObjects.lamp(OCCUPANT);
    devices.state(lamp.id(), Map.of("level", 1));
    long id = watched(lamp.id());
    try (EventReader stream = open(id, TestTokens.occupant(), null);
        EventReader other = open(id, TestTokens.guest(), null)) {
      assertThat(stream.next(PATIENCE).data().at("/contents/0/content").asText())
          .isEqualTo("level 1");
      EventReader.Event masked = other.next(PATIENCE);
      assertThat(masked.data().at("/contents/0/content").asText()).isEqualTo("level ");
      assertThat(masked.data().at("/errors/0/code").asText()).isEqualTo("forbidden");

      TestObjects.announce(lamp.id(), lamp.reference());
      EventReader.Event hidden = stream.next(Duration.ofSeconds(1));
      assertThat(hidden.data().at("/contents/0/content").asText()).isEqualTo("level ");
      assertThat(hidden.data().at("/errors/0/code").asText()).isEqualTo("forbidden");

      TestObjects.announce(lamp.id(), lamp.reference(), OCCUPANT);
      EventReader.Event shown = stream.next(PATIENCE);
      assertThat(shown.data().at("/contents/0/content").asText()).isEqualTo("level 1");
      assertThat(shown.data().get("errors")).isEmpty();
    }
  }

  @Test
  void shouldSayThatAnObjectIsGone() throws IOException {
    long lamp = lamp(1);
    long id = watched(lamp);
    try (EventReader stream = open(id, TestTokens.admin(), null)) {
      stream.next(PATIENCE);

      TestObjects.remove(lamp);

      EventReader.Event event = stream.next(PATIENCE);
      assertThat(event.data().at("/errors/0/code").asText()).isEqualTo("smartobject-not-found");
    }
  }

  @Test
  void shouldShowOthersWhileADeviceHangs() throws IOException {
    long hanging = TestObjects.lamp().id();
    long lamp = lamp(1);
    long id =
        widget()
            .source("hanging", hanging)
            .source("lamp", lamp)
            .content(2, "{lamp.level}{hanging.level}")
            .create();
    try (EventReader stream = open(id, TestTokens.admin(), null)) {
      EventReader.Event first = stream.next(PATIENCE);
      assertThat(first.data().at("/errors/0/code").asText()).isEqualTo("action-timed-out");

      for (int level = 2; level < 4; level++) {
        devices.acted(hanging);
        devices.state(lamp, Map.of("level", level));
        devices.acted(lamp);
        EventReader.Event next = stream.next(Duration.ofMillis(1_700));
        assertThat(next.data().at("/contents/0/content").asText()).isEqualTo("" + level);
      }
    }
  }

  @Test
  void shouldEndWhenTheTokenDoes() throws IOException {
    long id = watched(lamp(1));
    String token = TestTokens.of(3, "occupant", OCCUPANT, "occupant").expiringIn(2).sign();
    try (EventReader stream = open(id, token, null)) {
      stream.next(PATIENCE);

      assertThat(stream.next(Duration.ofSeconds(4)).name()).isEqualTo("unauthenticated");
      assertThat(stream.next(PATIENCE).name()).isEqualTo("(end)");
    }
  }

  @Test
  void shouldEndWithinASecondWhenTheTokenIsRevoked() throws IOException {
    long id = watched(lamp(1));
    TokenDraft token = TestTokens.of(3, "occupant", OCCUPANT, "occupant");
    try (EventReader stream = open(id, token.sign(), null)) {
      stream.next(PATIENCE);

      EventProbe.send(
          "token:" + token.id(), new TokenRevoked(token.id(), Instant.now().plusSeconds(900)));

      assertThat(stream.next(Duration.ofSeconds(1)).name()).isEqualTo("unauthenticated");
      assertThat(stream.next(PATIENCE).name()).isEqualTo("(end)");
    }
  }

  private EventReader open(long id, String token, String lastEventId) {
    return new EventReader(service.resolve("/widgets/" + id + "/stream"), token, lastEventId);
  }

  private static long watched(long lamp) {
    return widget()
        .source("lamp", lamp)
        .content(2, "level {lamp.level}")
        .content(1, "fixed")
        .create();
  }

  private static long lamp(int level) {
    long id = TestObjects.lamp().id();
    devices.state(id, Map.of("level", level));
    return id;
  }
}
