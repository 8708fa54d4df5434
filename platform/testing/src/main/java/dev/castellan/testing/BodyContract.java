package dev.castellan.testing;

import dev.castellan.contracts.routes.Envelope;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import java.net.URL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How every service takes a JSON body that is not what it should be. A service inherits these tests
 * as it does those of {@link GateContract}.
 */
public abstract class BodyContract {

  @TestHTTPResource(value = "/health/ready", management = true)
  URL ready;

  private final Envelope envelope;
  private final String post;

  /**
   * @param post path of a POST route of the admin that reads a JSON object
   */
  protected BodyContract(Envelope envelope, String post) {
    this.envelope = envelope;
    this.post = post;
  }

  @BeforeEach
  void waitUntilReady() {
    Readiness.await(ready);
  }

  @Test
  void shouldRefuseABodyThatIsNotJson() {
    FailureShape.assertThatIt(send("{\"reference\":"), envelope, 400, "malformed-json");
    FailureShape.assertThatIt(send("{} and more"), envelope, 400, "malformed-json");
    FailureShape.assertThatIt(send("plain"), envelope, 400, "malformed-json");
  }

  @Test
  void shouldRefuseJsonThatIsNotAnObject() {
    FailureShape.assertThatIt(send("[1,2]"), envelope, 422, "invalid");
    FailureShape.assertThatIt(send("null"), envelope, 422, "invalid");
    FailureShape.assertThatIt(send("\"text\""), envelope, 422, "invalid");
  }

  @Test
  void shouldRefuseAnotherMediaType() {
    Response response = TestTokens.asAdmin().contentType("application/xml").body("<a/>").post(post);

    FailureShape.assertThatIt(response, envelope, 415, "unsupported-media-type");
  }

  @Test
  void shouldNotLetAGuestWrite() {
    Response response = TestTokens.asGuest().contentType("application/json").body("{}").post(post);

    FailureShape.assertThatIt(response, envelope, 403, "forbidden");
  }

  private Response send(String body) {
    return TestTokens.asAdmin().contentType("application/json").body(body).post(post);
  }
}
