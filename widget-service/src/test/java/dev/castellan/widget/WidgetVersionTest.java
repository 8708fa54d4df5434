package dev.castellan.widget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.testing.Backends;
import dev.castellan.testing.TestTokens;
import dev.castellan.testing.VersionContract;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class WidgetVersionTest extends VersionContract {

  WidgetVersionTest() {
    super(Envelope.A);
  }

  @Override
  protected String create() {
    return "/widgets/" + TestWidgets.widget().content(1, "A title").create();
  }

  @Test
  void shouldEditOnlyTheVersionThatTheClientHasSeen() {
    String path = create();
    String seen = tag(path);
    Response edited = when(seen).body(Map.of("icon", "new")).patch(path);

    assertThat(edited.statusCode()).isEqualTo(200);
    assertThat(edited.header("ETag")).startsWith("\"2.");
    Response refused = when(seen).body(Map.of("icon", "newer")).patch(path);
    assertThat(refused.statusCode()).isEqualTo(412);
    assertThat(refused.header("ETag")).isEqualTo(tag(path));
    long content = when("*").get(path).jsonPath().getLong("data.contents[0].id");
    Map<String, Object> template = Map.of("contents", Map.of("id", content, "native", "New"));
    assertThat(when(seen).body(template).put(path).statusCode()).isEqualTo(412);
    assertThat(when(tag(path)).body(template).put(path).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldHoldEditsOfPartsAgainstTheVersionOfTheWhole() {
    String path = create();
    String old = tag(path);
    String content = "{\"type\":2,\"content\":\"More\"}";
    Response added = when(old).body(content).post(path + "/contents");
    assertThat(added.statusCode()).isEqualTo(201);

    assertThat(when(old).body(content).post(path + "/contents").statusCode()).isEqualTo(412);
    assertThat(when(old).delete(added.header("Location")).statusCode()).isEqualTo(412);
    assertThat(when(tag(path)).delete(added.header("Location")).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldTagPartsWithTheVersionOfTheWhole() {
    String path = "/widgets/" + TestWidgets.widget().source("lamp", 7).content(1, "A").create();
    Response whole = when("*").get(path);
    for (String part :
        List.of(
            path + "/contents/" + whole.jsonPath().getLong("data.contents[0].id"),
            path + "/sources/" + whole.jsonPath().getLong("data.sources[0].id"))) {
      Response read = when("*").get(part);
      String tag = read.header("ETag");
      assertThat(tag).as(part).startsWith("\"1.");
      assertThat(read.header("Cache-Control")).isEqualTo("private");
      assertThat(read.jsonPath().getMap("data")).containsKey("id").doesNotContainKey("version");
      Response again = TestTokens.asAdmin().header("If-None-Match", tag).get(part);
      assertThat(again.statusCode()).isEqualTo(304);
    }
    String source = path + "/sources/" + whole.jsonPath().getLong("data.sources[0].id");
    String seen = tag(source);
    assertThat(when(seen).body(Map.of("refresh", 7)).patch(source).statusCode()).isEqualTo(200);
    assertThat(when(seen).body(Map.of("refresh", 8)).patch(source).statusCode()).isEqualTo(412);
  }
}
