package dev.castellan.widget;

import static dev.castellan.widget.TestWidgets.admin;
import static dev.castellan.widget.TestWidgets.widget;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.identity.TokenRevoked;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import dev.castellan.testing.Promise;
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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class StreamTest extends WithDevices {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long OCCUPANT = TestTokens.OCCUPANT_PROFILE;

  @TestHTTPResource("/")
  URI service;

  @Test
  void shouldShowTheWholeFirstAndThenWhatChanges() throws IOException {
    long lamp = lamp(1);
    long id = watched(lamp);
    try (EventReader stream = openAnswered(id, TestTokens.admin(), null)) {
      EventReader.Event first = stream.next(PATIENCE);
      assertThat(stream.status()).isEqualTo(200);
      assertThat(first.name()).isEqualTo("snapshot");
      assertThat(first.data().at("/contents/0/content").asText()).isEqualTo("level 1");
      assertThat(first.data().at("/contents/1/content").asText()).isEqualTo("fixed");

      devices.state(lamp, Map.of("level", 2));
      devices.acted(lamp);

      EventReader.Event second = stream.told(PATIENCE);
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
      stream.told(PATIENCE);

      devices.state(lamp, Map.of("level", 2));

      assertThat(stream.told(PATIENCE).content()).isEqualTo("2");
    }
  }

  @Test
  void shouldShowTheWholeAgainAfterAnEditAndEndWithTheWidget() throws IOException {
    long id = watched(lamp(1));
    try (EventReader stream = open(id, TestTokens.admin(), null)) {
      stream.told(PATIENCE);

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
      seen = stream.told(PATIENCE).id();
    }
    try (EventReader again = open(id, TestTokens.admin(), seen)) {
      assertThat(again.silentFor(Duration.ofMillis(500))).isTrue();
      devices.state(lamp, Map.of("level", 2));
      devices.acted(lamp);
      assertThat(again.told(PATIENCE).name()).isEqualTo("changed");
    }
    try (EventReader late = openAnswered(id, TestTokens.admin(), seen)) {
      EventReader.Event snapshot = late.next(PATIENCE);
      assertThat(snapshot.name()).isEqualTo("snapshot");
      assertThat(snapshot.data().at("/contents/0/content").asText()).isEqualTo("level 2");
    }
  }

  @Test
  void shouldHideAValueAtOnceWhenTheGrantIsTakenAwayAndShowItAgain() throws Exception {
    SmartobjectState lamp = TestObjects.lamp(OCCUPANT);
    devices.state(lamp.id(), Map.of("level", 1));
    long id = watched(lamp.id());
    try (EventReader stream = open(id, TestTokens.occupant(), null);
        EventReader other = open(id, TestTokens.guest(), null)) {
      assertThat(stream.told(PATIENCE).content()).isEqualTo("level 1");
      EventReader.Event masked = other.next(PATIENCE);
      assertThat(masked.data().at("/contents/0/content").asText()).isEqualTo("level ");
      assertThat(masked.data().at("/errors/0/code").asText()).isEqualTo("forbidden");

      Promise.assertKept(
          Duration.ofSeconds(1),
          () -> {
            long begin = System.nanoTime();
            TestObjects.announce(lamp.id(), lamp.reference());
            EventReader.Event hidden = stream.told(PATIENCE);
            assertThat(hidden.content()).isEqualTo("level ");
            assertThat(hidden.data().at("/errors/0/code").asText()).isEqualTo("forbidden");

            TestObjects.announce(lamp.id(), lamp.reference(), OCCUPANT);
            EventReader.Event shown = stream.told(PATIENCE);
            assertThat(shown.content()).isEqualTo("level 1");
            assertThat(shown.data().get("errors")).isEmpty();
            return Duration.ofNanos(hidden.receivedAt() - begin);
          });
    }
  }

  @Test
  void shouldSayThatAnObjectIsGone() throws IOException {
    long lamp = lamp(1);
    long id = watched(lamp);
    try (EventReader stream = open(id, TestTokens.admin(), null)) {
      stream.told(PATIENCE);

      TestObjects.remove(lamp);

      EventReader.Event event = stream.told(PATIENCE);
      assertThat(event.data().at("/errors/0/code").asText()).isEqualTo("smartobject-not-found");
    }
  }

  @Test
  void shouldShowOthersWhileADeviceHangs() throws Exception {
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

      AtomicInteger last = new AtomicInteger(1);
      Promise.assertKept(
          Duration.ofMillis(1_700),
          () -> {
            String level = "" + last.incrementAndGet();
            devices.acted(hanging);
            devices.state(lamp, Map.of("level", level));
            long begin = System.nanoTime();
            devices.acted(lamp);
            EventReader.Event next = stream.until(each -> level.equals(each.content()), PATIENCE);
            return Duration.ofNanos(next.receivedAt() - begin);
          });
    }
  }

  @Test
  void shouldEndWhenTheTokenDoes() throws IOException {
    long id = watched(lamp(1));
    String token = TestTokens.of(3, "occupant", OCCUPANT, "occupant").expiringIn(6).sign();
    try (EventReader stream = open(id, token, null)) {
      assertThat(stream.next(PATIENCE).name()).isEqualTo("snapshot");

      stream.until(each -> each.name().equals("unauthenticated"), PATIENCE);
      assertThat(stream.next(PATIENCE).name()).isEqualTo("(end)");
    }
  }

  @Test
  void shouldEndWithinASecondWhenTheTokenIsRevoked() throws Exception {
    long id = watched(lamp(1));
    Promise.assertKept(
        Duration.ofSeconds(1),
        () -> {
          TokenDraft token = TestTokens.of(3, "occupant", OCCUPANT, "occupant");
          try (EventReader stream = open(id, token.sign(), null)) {
            stream.next(PATIENCE);

            long begin = System.nanoTime();
            EventProbe.send(
                "token:" + token.id(),
                new TokenRevoked(token.id(), Instant.now().plusSeconds(900)));

            EventReader.Event last = stream.next(PATIENCE);
            assertThat(last.name()).isEqualTo("unauthenticated");
            assertThat(stream.next(PATIENCE).name()).isEqualTo("(end)");
            return Duration.ofNanos(last.receivedAt() - begin);
          }
        });
  }

  private EventReader open(long id, String token, String lastEventId) {
    return new EventReader(service.resolve("/widgets/" + id + "/stream"), token, lastEventId);
  }

  /** As {@link #open}, once its snapshot leaves out nothing which was late. */
  private EventReader openAnswered(long id, String token, String lastEventId) {
    Answered.read(() -> TestTokens.with(token).get("/widgets/{id}", id));
    return open(id, token, lastEventId);
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
