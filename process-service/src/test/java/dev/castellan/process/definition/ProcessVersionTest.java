package dev.castellan.process.definition;

import static dev.castellan.testing.TestTokens.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.process.TestProcesses;
import dev.castellan.testing.Backends;
import dev.castellan.testing.VersionContract;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class ProcessVersionTest extends VersionContract {

  ProcessVersionTest() {
    super(Envelope.A);
  }

  @Override
  protected String create() {
    return "/process/" + TestProcesses.simple().create();
  }

  @Test
  void shouldEditOnlyTheVersionThatTheClientHasSeen() {
    String path = create();
    String seen = tag(path);
    Response edited = when(seen).body(Map.of("name", "New")).patch(path);

    assertThat(edited.statusCode()).isEqualTo(200);
    assertThat(edited.header("ETag")).startsWith("\"2.").isEqualTo(tag(path));
    Response refused = when(seen).body(Map.of("name", "Newer")).patch(path);
    assertThat(refused.statusCode()).isEqualTo(412);
    assertThat(refused.header("ETag")).isEqualTo(tag(path));
    assertThat(when("*").body(Map.of("name", "Newest")).patch(path).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldHoldEditsOfPartsAgainstTheVersionOfTheWhole() {
    String path = create();
    String old = tag(path);
    Map<String, Object> input = Map.of("reference", "level", "name", "Level", "type", "number");
    String part = path + "/inputs/level";
    assertThat(when(old).body(input).post(path + "/inputs").statusCode()).isEqualTo(201);

    assertThat(when(old).body(Map.of("name", "L")).patch(part).statusCode()).isEqualTo(412);
    assertThat(when(old).delete(part).statusCode()).isEqualTo(412);
    assertThat(when(old).body("{\"idProfile\":3}").post(path + "/profiles").statusCode())
        .isEqualTo(412);
    assertThat(when(old).delete(path + "/profiles?idProfile=3").statusCode()).isEqualTo(412);
    assertThat(when(tag(path)).body(Map.of("name", "L")).patch(part).statusCode()).isEqualTo(200);
    assertThat(when(tag(path)).delete(part).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldTagProfilesAndExecutions() {
    String path = create();
    when("*").body("{\"idProfile\":3}").post(path + "/profiles");
    String execution = when("*").post(path + "/execute").path("data.executionId");

    for (String part : List.of(path + "/profiles/3", path + "/executions/" + execution)) {
      assertThat(asAdmin().header("If-None-Match", tag(part)).get(part).statusCode())
          .as(part)
          .isEqualTo(304);
    }
  }
}
