package dev.castellan.e2e;

import static dev.castellan.e2e.Suite.as;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** What most stories begin with. */
final class Things {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Set<Integer> FINAL_REFUSALS = Set.of(400, 401, 403, 404, 422);

  private Things() {}

  static long createObject(String module) {
    return as("admin")
        .body(Map.of("module", module, "reference", module + " " + UUID.randomUUID()))
        .post("/smartobjects")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getLong("data.id");
  }

  static long createProcess(
      String mode, List<Map<String, Object>> sources, List<Map<String, Object>> inputs) {
    String reference = "p-" + UUID.randomUUID();
    return as("admin")
        .body(
            Map.of(
                "reference",
                reference,
                "name",
                reference,
                "nameEnable",
                "on",
                "nameDisable",
                "off",
                "description",
                "made by a test",
                "espace",
                1,
                "icon",
                "bulb-outline",
                "mode",
                mode,
                "sources",
                sources,
                "inputs",
                inputs))
        .post("/process")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getLong("data.id");
  }

  static Map<String, Object> step(
      long object, String action, int enable, Map<String, ?> arguments) {
    return Map.of(
        "source",
        Map.of("id", object, "type", "smartobject"),
        "action",
        Map.of("id", action),
        "enable",
        enable,
        "arguments",
        arguments);
  }

  static ValidatableResponse execute(String login, long process, Object body) {
    return as(login).body(body).post("/process/{id}/execute", process).then();
  }

  /**
   * Has something run whose end is not waited for. A client that does not hear whether he was heard
   * asks again with the same key; only refusals of what was asked are final.
   *
   * @return id of the execution
   */
  static String accepted(String path, Map<String, ?> body) {
    String key = UUID.randomUUID().toString();
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .pollDelay(Duration.ZERO)
        .ignoreExceptionsMatching(each -> each instanceof Exception)
        .until(
            () -> {
              Response response =
                  as("admin")
                      .header("Idempotency-Key", key)
                      .header("Prefer", "respond-async")
                      .body(body)
                      .post(path);
              if (FINAL_REFUSALS.contains(response.statusCode())) {
                throw new AssertionError(response.asString());
              }
              return response.jsonPath().getString("data.executionId");
            },
            Objects::nonNull);
  }

  static Map<String, Object> stateOf(long object) {
    return as("admin")
        .body("{}")
        .post("/smartobjects/{id}/actions/getState", object)
        .then()
        .statusCode(200)
        .extract()
        .path("data");
  }
}
