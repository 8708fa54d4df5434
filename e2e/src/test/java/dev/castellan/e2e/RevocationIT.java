package dev.castellan.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.castellan.testing.Promise;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * From a change of what somebody may do to the first answer that shows it, at the gateway and at
 * every replica of every service.
 */
@ExtendWith(Suite.class)
class RevocationIT {

  private static final Duration PROMISED = Duration.ofSeconds(1);

  /** Whoever does not know by then is not asked again; far beyond what a promise may take. */
  private static final long PATIENCE_MILLIS = 30_000;

  /** Often enough to measure a second, and not so often that asking is what takes the time. */
  private static final long POLL_MILLIS = 25;

  private static final Executor LATER =
      CompletableFuture.delayedExecutor(POLL_MILLIS, TimeUnit.MILLISECONDS);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** A path of each service that guests may read. */
  private static final Map<String, String> PATHS =
      Map.of(
          "gateway", "/auth/me",
          "smartobject-service", "/smartobjects",
          "process-service", "/process",
          "widget-service", "/configurations/widget",
          "element-service", "/api/v2/smart-elements",
          "objecttype-service", "/objecttype");

  private record User(int id, String token) {}

  @Test
  void shouldRefuseARevokedTokenEverywhereWithinASecond() throws Exception {
    Map<String, String> doors = doors();
    assertThat(doors).hasSizeGreaterThanOrEqualTo(PATHS.size());
    assertPromiseKept(
        () -> {
          String token = newUser("guest").token();
          doors.forEach((name, url) -> assertThat(status(url, token)).as(name).isNotIn(401, 403));
          return slowest(
              doors,
              token,
              401,
              () ->
                  given()
                      .header("Authorization", token)
                      .post("/auth/logout")
                      .then()
                      .statusCode(200));
        });
  }

  @Test
  void shouldRefuseADisabledUserEverywhereWithinASecond() throws Exception {
    Map<String, String> doors = doors();
    assertPromiseKept(
        () -> {
          User user = newUser("guest");
          doors.forEach(
              (name, url) -> assertThat(status(url, user.token())).as(name).isEqualTo(200));
          return slowest(
              doors,
              user.token(),
              401,
              () ->
                  Suite.as("admin")
                      .body(Map.of("enabled", false))
                      .patch("/users/" + user.id())
                      .then()
                      .statusCode(200));
        });
  }

  @Test
  void shouldFollowGrantsEverywhereWithinASecond() throws Exception {
    String name = "profile-" + UUID.randomUUID().toString().substring(0, 18);
    int profile =
        Suite.as("admin")
            .body(Map.of("name", name))
            .post("/profiles")
            .then()
            .statusCode(201)
            .extract()
            .path("data.id");
    String token = newUser(name).token();
    // Whoever is signed in may ask who he is.
    Map<String, String> doors = doors();
    doors.remove("gateway");
    assertPromiseKept(
        () ->
            Math.max(
                slowest(doors, token, 200, () -> grant(profile, 1)),
                slowest(doors, token, 403, () -> grant(profile, 0))));
  }

  /**
   * @param slowest milliseconds until the last process knew
   */
  private static void assertPromiseKept(LongSupplier slowest) throws Exception {
    List<Duration> rounds =
        Promise.assertKept(PROMISED, () -> Duration.ofMillis(slowest.getAsLong()));
    System.out.printf(
        "milliseconds until the last process knew: %s%n",
        rounds.stream().map(Duration::toMillis).toList());
  }

  private static void grant(int profile, int secure) {
    PATHS.forEach(
        (service, path) -> {
          if (!service.equals("gateway")) {
            Suite.as("admin")
                .body(Map.of("authorization", "GET " + path, "secure", secure))
                .post("/profiles/" + profile + "/authorizations")
                .then()
                .statusCode(secure == 1 ? 201 : 200);
          }
        });
  }

  /** Changes something; milliseconds until every door has answered so. */
  private static long slowest(
      Map<String, String> doors, String token, int status, Runnable change) {
    // The first request of a process that has just started takes longer than any news, and so does
    // the first that is let through.
    for (String each : List.of(Suite.token("admin"), token)) {
      doors.values().forEach(url -> status(url, each));
    }
    change.run();
    // From the moment that whoever changed it was told so; a change may be several requests.
    long start = System.nanoTime();
    List<CompletableFuture<Long>> answers =
        doors.values().stream().map(url -> millisUntil(status, url, token, start)).toList();
    return answers.stream().mapToLong(CompletableFuture::join).max().orElseThrow();
  }

  private static CompletableFuture<Long> millisUntil(
      int status, String url, String token, long start) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", token).build();
    return CLIENT
        .sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .thenCompose(
            response -> {
              long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
              return response.statusCode() == status || millis > PATIENCE_MILLIS
                  ? CompletableFuture.completedFuture(millis)
                  : CompletableFuture.supplyAsync(() -> url, LATER)
                      .thenCompose(any -> millisUntil(status, url, token, start));
            });
  }

  private static Map<String, String> doors() {
    Map<String, String> doors = new LinkedHashMap<>();
    for (JsonNode service : Suite.status().get("services")) {
      String name = service.get("name").asText();
      PATHS.forEach(
          (program, path) -> {
            if (name.startsWith(program)) {
              doors.put(name, service.get("url").asText() + path);
            }
          });
    }
    return doors;
  }

  private static int status(String url, String token) {
    return given().header("Authorization", token).get(url).statusCode();
  }

  private static User newUser(String profile) {
    String login = "user-" + UUID.randomUUID();
    int id =
        Suite.as("admin")
            .body(Map.of("login", login, "password", "correct-horse", "profile", profile))
            .post("/users")
            .then()
            .statusCode(201)
            .extract()
            .path("data.id");
    String token =
        given()
            .body(Map.of("login", login, "password", "correct-horse"))
            .post("/auth/token")
            .then()
            .statusCode(200)
            .extract()
            .path("data.token");
    return new User(id, token);
  }
}
