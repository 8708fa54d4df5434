package dev.castellan.e2e;

import static dev.castellan.e2e.Suite.as;

import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What most stories begin with. */
final class Things {

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
