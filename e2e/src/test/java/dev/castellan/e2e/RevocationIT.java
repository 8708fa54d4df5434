package dev.castellan.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * From revoking a token to its first refusal, at the gateway and at every replica of every service.
 */
@ExtendWith(Suite.class)
class RevocationIT {

  private static final long PROMISED_MILLIS = 1_000;

  /** A path of each service that guests may read. */
  private static final Map<String, String> PATHS =
      Map.of(
          "gateway", "/auth/me",
          "smartobject-service", "/smartobjects",
          "process-service", "/process",
          "widget-service", "/configurations/widget",
          "element-service", "/api/v2/smart-elements",
          "objecttype-service", "/objecttype");

  @Test
  void shouldRefuseARevokedTokenEverywhereWithinASecond() {
    Map<String, String> doors = doors();
    assertThat(doors).hasSizeGreaterThanOrEqualTo(PATHS.size());
    for (int round = 0; round < 5; round++) {
      String token = tokenOfANewGuest();
      doors.forEach((name, url) -> assertThat(status(url, token)).as(name).isNotIn(401, 403));

      long start = System.nanoTime();
      given().header("Authorization", token).post("/auth/logout").then().statusCode(200);
      Map<String, CompletableFuture<Long>> refusals =
          doors.entrySet().stream()
              .collect(
                  Collectors.toMap(
                      Map.Entry::getKey,
                      door ->
                          CompletableFuture.supplyAsync(
                              () -> millisToRefusal(door.getValue(), token, start))));

      refusals.forEach(
          (name, millis) ->
              assertThat(millis.join()).as("milliseconds at " + name).isLessThan(PROMISED_MILLIS));
    }
  }

  private static long millisToRefusal(String url, String token, long start) {
    long millis;
    do {
      millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    } while (status(url, token) != 401 && millis < 10 * PROMISED_MILLIS);
    return millis;
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

  private static String tokenOfANewGuest() {
    String login = "guest-" + UUID.randomUUID();
    Suite.as("admin")
        .body(Map.of("login", login, "password", "correct-horse", "profile", "guest"))
        .post("/users")
        .then()
        .statusCode(201);
    return given()
        .body(Map.of("login", login, "password", "correct-horse"))
        .post("/auth/token")
        .then()
        .statusCode(200)
        .extract()
        .path("data.token");
  }
}
