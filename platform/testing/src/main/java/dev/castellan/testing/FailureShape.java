package dev.castellan.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.routes.Envelope;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;

/** What every failure of an API must look like, whoever raised it. */
public final class FailureShape {

  private static final List<String> NEVER_TOLD =
      List.of("Exception:", "java.", "jakarta.", "io.quarkus", "SELECT ", "127.0.0.1", "localhost");

  private FailureShape() {}

  /**
   * Fails unless the answer is that failure in that envelope, complete and without any of our
   * secrets.
   */
  public static void assertThatIt(Response response, Envelope envelope, int status, String code) {
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
    assertThat(response.asString()).doesNotContain(NEVER_TOLD);
    assertThat(response.contentType().split(";")[0])
        .isEqualTo(envelope == Envelope.C ? "application/problem+json" : "application/json");
    Map<String, Object> body = response.jsonPath().getMap("$");
    assertThat(body).containsEntry("code", code);
    switch (envelope) {
      case A -> assertAnswer(body);
      case B -> assertException(body, code);
      case C -> assertProblem(body, status);
    }
  }

  private static void assertAnswer(Map<String, Object> body) {
    assertThat(body).containsEntry("error", true);
    assertThat(body.get("message")).asString().isNotBlank();
    assertThat(body.keySet()).isSubsetOf("error", "code", "message", "data");
  }

  private static void assertException(Map<String, Object> body, String code) {
    Object message = body.get("message");
    assertThat(message).asString().isNotBlank();
    assertThat(body)
        .containsEntry("success", false)
        .containsEntry("exceptionMessage", code + " " + message)
        .containsEntry("userMessage", message)
        .containsEntry("error", message)
        .containsEntry(
            "messages", List.of(Map.of("type", "error", "contentText", message, "code", code)))
        .containsKey("uri");
  }

  private static void assertProblem(Map<String, Object> body, int status) {
    assertThat(body).containsEntry("status", status).containsKeys("type", "title");
    assertThat(body.get("detail")).asString().isNotBlank();
    assertThat(body).containsEntry("error", body.get("detail"));
  }
}
