package dev.castellan.web.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.contracts.routes.Envelope;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureBodyTest {

  private final ObjectMapper mapper = new ObjectMapper();

  @Test
  void shouldWriteEnvelopeA() throws Exception {
    assertThat(json(Envelope.A, List.of(new FieldError("f", "m"))))
        .isEqualTo(
            mapper.readTree(
                """
                {"error":true,"code":"CODE","message":"text","data":[{"field":"f","message":"m"}]}
                """));
  }

  @Test
  void shouldWriteEnvelopeB() throws Exception {
    assertThat(json(Envelope.B, null))
        .isEqualTo(
            mapper.readTree(
                """
                {"success":false,"exceptionMessage":"CODE text","message":"text","code":"CODE",
                 "uri":"/p","userMessage":"text","error":"text",
                 "messages":[{"type":"error","contentText":"text","code":"CODE"}]}
                """));
  }

  @Test
  void shouldWriteEnvelopeCAsAProblem() throws Exception {
    assertThat(json(Envelope.C, null))
        .isEqualTo(
            mapper.readTree(
                """
                {"type":"about:blank","title":"Not found","status":404,"detail":"text",
                 "code":"CODE","error":"text"}
                """));
    assertThat(FailureBody.mediaType(Envelope.C)).isEqualTo("application/problem+json");
  }

  private Object json(Envelope envelope, Object data) {
    return mapper.valueToTree(FailureBody.of(envelope, 404, "CODE", "text", "/p", data));
  }
}
