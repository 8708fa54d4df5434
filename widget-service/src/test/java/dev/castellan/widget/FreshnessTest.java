package dev.castellan.widget;

import static dev.castellan.widget.TestWidgets.admin;
import static dev.castellan.widget.TestWidgets.widget;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.contracts.Topics;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import dev.castellan.testing.Promise;
import dev.castellan.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When an object is asked, when it is not, and when a reader waits for it. */
@QuarkusTest
@WithTestResource(Backends.class)
class FreshnessTest extends WithDevices {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TestHTTPResource("/")
  URI service;

  @Test
  void shouldTellOfAChangeAtOnceHoweverLatelyTheObjectWasAsked() throws Exception {
    Promise.assertKept(
        Duration.ofMillis(600),
        () -> {
          long lamp = lamp(1);
          try (EventReader stream = open(lamp)) {
            stream.told(PATIENCE);
            devices.state(lamp, Map.of("level", 2));

            long begin = System.nanoTime();
            devices.acted(lamp);

            EventReader.Event told = stream.told(PATIENCE);
            assertThat(told.content()).isEqualTo("2");
            return Duration.ofNanos(told.receivedAt() - begin);
          }
        });
  }

  @Test
  void shouldTellOfChangesThatFollowAtOnceTooAndAskOnceASecond() throws IOException {
    long lamp = lamp(1);
    try (EventReader stream = open(lamp)) {
      stream.told(PATIENCE);
      long begin = System.nanoTime();
      for (int level = 2; level < 10; level++) {
        devices.state(lamp, Map.of("level", level));
        devices.acted(lamp);
      }

      stream.until(each -> "9".equals(each.content()), PATIENCE);

      int asked = devices.asked(lamp).size();
      long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
      assertThat((long) asked).isLessThanOrEqualTo(3 + seconds);
    }
  }

  /** Watches a widget that shows the level, which is not asked for anew by itself. */
  private EventReader open(long lamp) {
    long id = widget().source(source("lamp", lamp, 3600)).content(2, "{lamp.level}").create();
    URI stream = service.resolve("/widgets/" + id + "/stream");
    return new EventReader(stream, TestTokens.admin(), null);
  }

  @Test
  void shouldTakeTheStricterOfTwoSourcesThatAskTheSame() {
    long lamp = lamp(1);
    long id =
        widget()
            .source(source("slow", lamp, 3600))
            .source(source("fast", lamp, 1))
            .content(2, "{slow.level}{fast.level}")
            .create();
    assertThat(contentOf(id)).isEqualTo("11");

    devices.state(lamp, Map.of("level", 2));

    await().atMost(PATIENCE).until(() -> contentOf(id), "22"::equals);
  }

  @Test
  void shouldWaitForASilentObjectOnceAndFindItWhenItIsBack() {
    long silent = TestObjects.lamp().id();
    long id = widget().source(source("lamp", silent, 1)).content(2, "{lamp.level}").create();
    AtomicInteger waits = new AtomicInteger();
    long begin = System.nanoTime();

    await()
        .pollInterval(Duration.ofMillis(100))
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              long start = System.nanoTime();
              assertThat(contentIn(admin().get("/widgets/{id}", id))).isEmpty();
              if (System.nanoTime() - start >= Duration.ofSeconds(1).toNanos()) {
                waits.incrementAndGet();
              }
              return devices.commandsOf(silent).size() >= 3;
            });

    // Once, and once more if the machine stood still; three times if each question was waited for.
    assertThat(waits).hasValueLessThan(3);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(10));
    devices.state(silent, Map.of("level", 7));
    await().atMost(PATIENCE).until(() -> contentOf(id), "7"::equals);
  }

  @Test
  void shouldAskNothingForMembersThatNobodyWants() {
    long lamp = lamp(3);
    String reference = "narrow " + UUID.randomUUID();
    long id =
        widget().with("reference", reference).source("lamp", lamp).content(2, "{lamp}").create();

    admin()
        .queryParam("filter", "id==" + id)
        .queryParam("fields", "reference,sources")
        .get("/widgets")
        .then()
        .statusCode(200)
        .body("data[0].reference", equalTo(reference))
        .body("data[0].sources[0].source.id", equalTo(lamp));

    assertThat(devices.asked(lamp)).isEmpty();
  }

  @Test
  void shouldAskForOneContentOnlyWhatItNames() {
    long named = lamp(3);
    long other = lamp(4);
    JsonPath made =
        widget()
            .source("named", named)
            .source("other", other)
            .content(2, "{named.level}{{other.level}}")
            .content(2, "{other.level}")
            .post()
            .statusCode(201)
            .extract()
            .jsonPath();
    String contents = "/widgets/" + made.getLong("data.id") + "/contents/";

    AtomicInteger reads = new AtomicInteger();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              reads.incrementAndGet();
              admin()
                  .get(contents + made.getLong("data.contents[0].id"))
                  .then()
                  .statusCode(200)
                  .body("data.content", equalTo("3{other.level}"));
            });
    admin().get(contents + made.getLong("data.sources[0].id")).then().statusCode(404);

    assertThat(devices.asked(named)).hasSizeBetween(1, reads.get());
    assertThat(devices.asked(other)).isEmpty();
  }

  @Test
  void shouldPutQuestionsInTheTraceOfTheRead() {
    long lamp = lamp(3);
    long id = widget().source("lamp", lamp).content(2, "{lamp.level}").create();
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    try (EventProbe probe = EventProbe.on(Topics.SMARTOBJECT_COMMANDS)) {
      admin()
          .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
          .get("/widgets/{id}", id)
          .then()
          .statusCode(200);

      assertThat(
              probe
                  .await("question", each -> each.key().equals(Long.toString(lamp)), PATIENCE)
                  .headers()
                  .get("traceparent"))
          .contains(trace);
    }
  }

  private static Map<String, Object> source(String reference, long object, int refresh) {
    return Map.of(
        "reference", reference, "source", object, "action", "getState", "refresh", refresh);
  }

  private static long lamp(int level) {
    long id = TestObjects.lamp().id();
    devices.state(id, Map.of("level", level));
    return id;
  }

  private static String contentOf(long widget) {
    return contentIn(Answered.read(() -> admin().get("/widgets/{id}", widget)));
  }

  private static String contentIn(Response read) {
    return read.then().statusCode(200).extract().path("data.contents[0].content");
  }
}
