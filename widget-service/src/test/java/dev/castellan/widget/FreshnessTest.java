package dev.castellan.widget;

import static dev.castellan.widget.TestWidgets.admin;
import static dev.castellan.widget.TestWidgets.widget;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.contracts.Topics;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import dev.castellan.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** When an object is asked, when it is not, and when a reader waits for it. */
@QuarkusTest
@WithTestResource(Backends.class)
class FreshnessTest extends WithDevices {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TestHTTPResource("/")
  URI service;

  @Test
  void shouldTellOfAChangeAtOnceHoweverLatelyTheObjectWasAsked() throws IOException {
    long lamp = lamp(1);
    long id = widget().source(source("lamp", lamp, 3600)).content(2, "{lamp.level}").create();
    try (EventReader stream =
        new EventReader(service.resolve("/widgets/" + id + "/stream"), TestTokens.admin(), null)) {
      stream.next(PATIENCE);
      devices.state(lamp, Map.of("level", 2));

      long begin = System.nanoTime();
      devices.acted(lamp);

      EventReader.Event told = stream.next(PATIENCE);
      assertThat(told.data().at("/contents/0/content").asText()).isEqualTo("2");
      assertThat(Duration.ofNanos(told.receivedAt() - begin)).isLessThan(Duration.ofMillis(600));
      // What follows at once is told too, a second later at the latest.
      for (int level = 3; level < 10; level++) {
        devices.state(lamp, Map.of("level", level));
        devices.acted(lamp);
      }
      EventReader.Event last = stream.next(Duration.ofMillis(2_500));
      assertThat(last.data().at("/contents/0/content").asText()).isEqualTo("9");
      assertThat(devices.asked(lamp)).hasSizeLessThanOrEqualTo(4);
    }
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

    await().atMost(Duration.ofSeconds(4)).until(() -> contentOf(id).equals("22"));
  }

  @Test
  void shouldWaitForASilentObjectOnceAndFindItWhenItIsBack() {
    long silent = TestObjects.lamp().id();
    long id = widget().source(source("lamp", silent, 1)).content(2, "{lamp.level}").create();
    assertThat(contentOf(id)).isEmpty();

    await()
        .pollInterval(Duration.ofMillis(100))
        .during(Duration.ofSeconds(8))
        .atMost(Duration.ofSeconds(15))
        .until(
            () -> {
              long start = System.nanoTime();
              assertThat(contentOf(id)).isEmpty();
              return System.nanoTime() - start < Duration.ofSeconds(1).toNanos();
            });
    assertThat(devices.commandsOf(silent)).hasSizeBetween(2, 4);
    devices.state(silent, Map.of("level", 7));
    await().atMost(PATIENCE).until(() -> contentOf(id).equals("7"));
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

    admin()
        .get(contents + made.getLong("data.contents[0].id"))
        .then()
        .statusCode(200)
        .body("data.content", equalTo("3{other.level}"));
    admin().get(contents + made.getLong("data.sources[0].id")).then().statusCode(404);

    assertThat(devices.asked(named)).hasSize(1);
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
    return admin()
        .get("/widgets/{id}", widget)
        .then()
        .statusCode(200)
        .extract()
        .path("data.contents[0].content");
  }
}
