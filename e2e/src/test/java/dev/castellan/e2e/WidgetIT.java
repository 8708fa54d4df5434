package dev.castellan.e2e;

import static dev.castellan.e2e.Suite.as;
import static dev.castellan.e2e.Things.createObject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Widgets show what smart objects say, to whom it may be shown. */
@ExtendWith(Suite.class)
class WidgetIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void shouldShowALightToWhoMayUseItAndHideItAtOnce() {
    long light = createObject("virtual-light");
    turnOn(light, 42);
    long widget = createWidget(light);

    awaitShown("admin", widget, "Light: 42");
    as("occupant")
        .get("/widgets/{id}", widget)
        .then()
        .body("data.contents[0].content", equalTo("Light: "))
        .body("data.errors.code", contains("forbidden"));

    as("admin")
        .body(Map.of("idProfile", 3))
        .post("/smartobjects/{id}/profiles", light)
        .then()
        .statusCode(201);
    awaitShown("occupant", widget, "Light: 42");
    as("admin").delete("/smartobjects/{id}/profiles/3", light).then().statusCode(200);
    awaitShown("occupant", widget, "Light: ", "forbidden");
    awaitShown("admin", widget, "Light: 42");

    as("admin").delete("/smartobjects/{id}", light).then().statusCode(200);
    awaitShown("admin", widget, "Light: ", "smartobject-not-found");
  }

  @Test
  void shouldTellAStreamWhatBecomesOfALight() throws Exception {
    long light = createObject("virtual-light");
    turnOn(light, 1);
    long widget = createWidget(light);
    BlockingQueue<String> events = watch(widget);
    assertThat(next(events, "event:")).isEqualTo("snapshot");
    awaitTold(events, "Light: 1");

    turnOn(light, 200);

    assertThat(next(events, "event:")).isEqualTo("changed");
    awaitTold(events, "Light: 200");
    as("admin").delete("/widgets/{id}", widget).then().statusCode(200);
    assertThat(next(events, "event:")).isEqualTo("deleted");
  }

  private static String next(BlockingQueue<String> lines, String kind) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      String line = lines.poll(1, TimeUnit.SECONDS);
      if (line != null && line.startsWith(kind)) {
        return line.substring(kind.length());
      }
    }
    throw new AssertionError("no line " + kind);
  }

  /** A light that answers late is left out first, and told of when it is asked again. */
  private static void awaitTold(BlockingQueue<String> lines, String content)
      throws InterruptedException {
    String quoted = "\"content\":\"" + content + "\"";
    String told;
    do {
      told = next(lines, "data:");
    } while (!told.contains(quoted));
  }

  /** Lines of the stream as they come; it ends with the widget. */
  private static BlockingQueue<String> watch(long widget) throws Exception {
    URI uri = URI.create(RestAssured.baseURI + "/widgets/" + widget + "/stream");
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", Suite.token("admin"))
            .header("Accept", "text/event-stream")
            .build();
    var response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    Thread.startVirtualThread(
        () ->
            new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))
                .lines()
                .forEach(lines::add));
    return lines;
  }

  private static long createWidget(long light) {
    return as("admin")
        .body(
            Map.of(
                "reference",
                "widget " + UUID.randomUUID(),
                "icon",
                "bulb-outline",
                "sources",
                List.of(
                    Map.of(
                        "reference",
                        "light",
                        "source",
                        Map.of("id", light, "type", "smartobject"),
                        "action",
                        Map.of("id", "getState"),
                        "arguments",
                        List.of())),
                "contents",
                List.of(Map.of("type", Map.of("id", 2), "content", "Light: {light.brightness}"))))
        .post("/widgets")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getLong("data.id");
  }

  private static void turnOn(long light, int brightness) {
    as("admin")
        .body(Map.of("settings", Map.of("brightness", brightness)))
        .post("/smartobjects/{id}/actions/turnOn", light)
        .then()
        .statusCode(200);
  }

  /** A light that answers late is left out, and asked again some seconds later. */
  private static void awaitShown(String login, long widget, String content, String... errors) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                as(login)
                    .get("/widgets/{id}", widget)
                    .then()
                    .statusCode(200)
                    .body("data.contents[0].content", equalTo(content))
                    .body("data.errors.code", equalTo(List.of(errors))));
  }
}
