package dev.castellan.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.routes.Envelope;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

/**
 * What every single resource that can be deleted does with {@code ETag}, {@code If-None-Match} and
 * {@code If-Match}. A service inherits these tests for each kind of resource.
 */
public abstract class VersionContract {

  private final Envelope envelope;

  protected VersionContract(Envelope envelope) {
    this.envelope = envelope;
  }

  /** Path of a new resource that nobody else changes. */
  protected abstract String create();

  @Test
  void shouldTagWhatItShows() {
    Response shown = read(create());

    assertThat(shown.header("ETag")).matches("\"\\d+\\.[\\w-]{16}\"");
    assertThat(shown.header("Cache-Control")).isEqualTo("private");
    assertThat(shown.header("Vary")).isEqualTo("Authorization, Accept, Accept-Language");
    assertThat(shown.contentType()).startsWith("application/json");
  }

  @Test
  void shouldNotRepeatWhatTheClientHas() {
    String path = create();
    String tag = tag(path);

    for (String known : new String[] {tag, "W/" + tag, "\"0.x\", " + tag, "*"}) {
      Response again = TestTokens.asAdmin().header("If-None-Match", known).get(path);
      assertThat(again.statusCode()).as(known).isEqualTo(304);
      assertThat(again.asString()).isEmpty();
      assertThat(again.header("ETag")).isEqualTo(tag);
      assertThat(again.header("Cache-Control")).isEqualTo("private");
    }
    String other = tag.replaceFirst("\\..*\"", ".other\"");
    Response changed = TestTokens.asAdmin().header("If-None-Match", other).get(path);
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(changed.asString()).isEqualTo(read(path).asString());
  }

  @Test
  void shouldDeleteOnlyTheVersionThatTheClientHasSeen() {
    String path = create();
    String tag = tag(path);

    Response refused = when("\"4711.x\"").delete(path);
    FailureShape.assertThatIt(refused, envelope, 412, "precondition-failed");
    assertThat(refused.header("ETag")).isEqualTo(tag);
    FailureShape.assertThatIt(when("nonsense").delete(path), envelope, 412, "precondition-failed");
    assertThat(read(path).statusCode()).isEqualTo(200);
    String sameVersion = tag.replaceFirst("\\..*\"", ".other\"");
    assertThat(when("\"4711.x\", " + sameVersion).delete(path).statusCode()).isEqualTo(200);
    assertThat(when(tag).delete(path).statusCode()).isEqualTo(404);
  }

  /** A request of admin's that stands under the condition. */
  protected static RequestSpecification when(String ifMatch) {
    return TestTokens.asAdmin().contentType("application/json").header("If-Match", ifMatch);
  }

  protected static String tag(String path) {
    return read(path).header("ETag");
  }

  private static Response read(String path) {
    return TestTokens.asAdmin().get(path);
  }
}
