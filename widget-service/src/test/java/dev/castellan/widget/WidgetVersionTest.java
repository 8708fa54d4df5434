package dev.castellan.widget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.testing.Backends;
import dev.castellan.testing.VersionContract;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
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
}
