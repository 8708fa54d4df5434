package dev.castellan.smartobject;

import static dev.castellan.testing.TestTokens.asAdmin;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.UUID;

/** Objects of nobody else's, with references that nobody else has. */
public final class TestSmartobjects {

  private TestSmartobjects() {}

  /** Path of a new object. */
  public static String create(String module) {
    return create(module, "{}");
  }

  /** Path of a new object with these settings. */
  public static String create(String module, String settings) {
    int id =
        asAdmin()
            .contentType("application/json")
            .body(
                "{\"module\":\"%s\",\"reference\":\"x %s\",\"settings\":%s}"
                    .formatted(module, UUID.randomUUID(), settings))
            .post("/smartobjects")
            .then()
            .statusCode(201)
            .extract()
            .path("data.id");
    return "/smartobjects/" + id;
  }

  /** Id of the object at a path. */
  public static int id(String object) {
    return Integer.parseInt(object.substring(object.lastIndexOf('/') + 1));
  }

  /** What admin is answered. */
  public static ValidatableResponse act(int object, String action, String body) {
    return asAdmin()
        .contentType("application/json")
        .body(body)
        .post("/smartobjects/{id}/actions/{action}", object, action)
        .then();
  }

  /** Returns once the object has a status of that name. */
  public static void awaitStatus(int object, String status) {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                asAdmin()
                    .get("/smartobjects/{id}", object)
                    .then()
                    .body("data.status.name", equalTo(status)));
  }
}
