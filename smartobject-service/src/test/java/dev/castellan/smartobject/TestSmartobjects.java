package dev.castellan.smartobject;

import static dev.castellan.testing.TestTokens.asAdmin;

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
}
