package dev.castellan.e2e;

import static dev.castellan.e2e.Suite.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input gets the right status in the right envelope, and changes nothing. */
@ExtendWith(Suite.class)
class BadInputIT {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/smartobjects",
        "/api/smartobjects",
        "/process",
        "/api/process",
        "/espaces",
        "/widgets",
        "/api/widgets",
        "/api/v2/smart-elements/",
        "/objecttype",
        "/api/objecttype"
      })
  void shouldAnswer401WithoutATokenAnd200WithOne(String path) {
    refused(given().get(path).then(), path, 401).header("WWW-Authenticate", notNullValue());
    as("guest").get(path).then().statusCode(200);
    given()
        .header("Authorization", "Bearer " + Suite.token("guest"))
        .get(path)
        .then()
        .statusCode(200);
  }

  @ParameterizedTest
  @CsvSource({"/smartobjects", "/process", "/widgets", "/api/v2/smart-elements/", "/objecttype"})
  void shouldRefuseForgedAndBrokenTokens(String path) {
    String good = Suite.token("admin");
    String[] parts = good.split("\\.");
    String none = "eyJhbGciOiJub25lIn0." + parts[1] + ".";
    String tampered =
        parts[0] + "." + parts[1].substring(0, parts[1].length() - 4) + "AAAA." + parts[2];
    for (String token : List.of(none, tampered, "x", "a.b.c", good + "x", "Basic YTpi")) {
      refused(given().header("Authorization", token).get(path).then(), path, 401);
    }
  }

  @ParameterizedTest
  @CsvSource({"/smartobjects", "/process"})
  void shouldRefuseBrokenBodiesAndChangeNothing(String path) {
    int before = count(path);
    refused(as("admin").body("{\"reference\":").post(path).then(), path, 400)
        .body("code", equalTo("malformed-json"));
    refused(as("admin").body("[1]").post(path).then(), path, 422);
    refused(as("admin").body("{}").post(path).then(), path, 422)
        .body("data.field", hasItems("reference"));
    refused(as("admin").body("{\"reference\":{\"a\":1}}").post(path).then(), path, 422);
    refused(as("admin").contentType("application/xml").body("<a/>").post(path).then(), path, 415);
    refused(as("admin").body("\"" + "x".repeat(2 << 20) + "\"").post(path).then(), path, 413);
    refused(as("guest").body("{}").post(path).then(), path, 403);
    assertThat(count(path)).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /smartobjects/999999999, 404",
    "DELETE, /smartobjects/999999999, 404",
    "GET, /smartobjects/abc, 404",
    "POST, /smartobjects/999999999/actions/turnOn, 404",
    "GET, /process/999999999, 404",
    "DELETE, /process/999999999, 404",
    "POST, /process/999999999/execute, 404",
    "DELETE, /process/1/profiles, 400",
    "PUT, /smartobjects, 405",
    "PUT, /api/process, 405",
    "PATCH, /espaces, 405",
    "DELETE, /api/v2/smart-elements/, 405",
    "PATCH, /objecttype, 405",
    "GET, /nowhere, 404",
    "GET, /api/nowhere, 404",
    "GET, /api/v2/nowhere, 404",
    "GET, /objecttype/a/nowhere, 404",
    "GET, /smartobjects/%00, 400",
    "GET, /q/metrics, 404"
  })
  void shouldAnswerInTheEnvelopeOfTheApi(String method, String path, int status) {
    refused(as("admin").body("{}").request(method, path).then(), path, status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//smartobjects",
        "/api//smartobjects",
        "/x/../smartobjects",
        "/./smartobjects/",
        "/api/%73martobjects",
        "/process/%2e%2e/smartobjects"
      })
  void shouldSettleThePathBeforeItDecidesRights(String path) {
    given().get(path).then().statusCode(401);
    as("guest").get(path).then().statusCode(200).body("data", notNullValue());
    as("guest").body("{}").post(path).then().statusCode(403);
  }

  @Test
  void shouldLogInByBothFormsAndRefuseAWrongPassword() {
    given()
        .body("{\"login\":\"admin\",\"password\":\"wrong\"}")
        .post("/auth/token")
        .then()
        .statusCode(401)
        .body("error", equalTo(true))
        .body("code", equalTo("login-invalid"));
    given()
        .contentType("application/x-www-form-urlencoded")
        .formParam("grant_type", "password")
        .formParam("username", "nobody")
        .formParam("password", "wrong")
        .post("/auth/token")
        .then()
        .statusCode(400)
        .body("error", equalTo("invalid_grant"));
    as("guest").get("/auth/me").then().statusCode(200).body("data.login", equalTo("guest"));
    as("guest").get("/users").then().statusCode(403);
  }

  private static int count(String path) {
    return as("admin").get(path).then().statusCode(200).extract().path("data.size()");
  }

  private static ValidatableResponse refused(ValidatableResponse answer, String path, int status) {
    answer.statusCode(status);
    String envelope = path.replaceFirst("^/api(?=/(?!v2))", "");
    if (envelope.startsWith("/api/v2")) {
      return answer.body("success", equalTo(false)).body("messages[0].type", equalTo("error"));
    }
    if (envelope.startsWith("/objecttype")) {
      return answer
          .header("Content-Type", startsWith("application/problem+json"))
          .body("status", equalTo(status));
    }
    return answer.body("error", equalTo(true)).body("code", notNullValue());
  }
}
