package dev.castellan.smartobject.object;

import static dev.castellan.testing.TestTokens.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.smartobject.TestSmartobjects;
import dev.castellan.testing.Backends;
import dev.castellan.testing.VersionContract;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class SmartobjectVersionTest extends VersionContract {

  SmartobjectVersionTest() {
    super(Envelope.A);
  }

  @Override
  protected String create() {
    return TestSmartobjects.create("virtual-switch");
  }

  @Test
  void shouldTakeTheSameTagThroughLiveChangesButNotThroughEdits() {
    String path = create();
    String first = tag(path);
    asAdmin().contentType("application/json").body("{}").post(path + "/actions/toggle");
    String used = tag(path);
    assertThat(used).isNotEqualTo(first).startsWith("\"1.");

    Response renamed = when(first).body("{\"reference\":\"r " + path + "\"}").patch(path);
    assertThat(renamed.statusCode()).isEqualTo(200);
    assertThat(renamed.header("ETag")).startsWith("\"2.").isEqualTo(tag(path));
    assertThat(when(used).body("{\"reference\":\"s " + path + "\"}").patch(path).statusCode())
        .isEqualTo(412);
  }

  @Test
  void shouldHoldEditsOfPartsAgainstTheVersionOfTheWhole() {
    String path = create();
    String setting = "{\"reference\":\"room\",\"value\":\"hall\"}";
    String old = tag(path);
    Response added = when(old).body(setting).post(path + "/settings");
    assertThat(added.statusCode()).isEqualTo(201);
    String part = path + "/settings/" + added.jsonPath().getLong("data.id");

    assertThat(when(old).body("{\"idProfile\":3}").post(path + "/profiles").statusCode())
        .isEqualTo(412);
    Response refused = when(old).delete(part);
    assertThat(refused.statusCode()).isEqualTo(412);
    assertThat(refused.header("ETag")).isEqualTo(tag(path)).startsWith("\"2.");
    assertThat(when(tag(path)).delete(part).statusCode()).isEqualTo(200);
    assertThat(when(old).delete(path + "/profiles/3").statusCode()).isEqualTo(412);
  }

  @Test
  void shouldTagPartsWithTheVersionOfTheWhole() {
    String path = create();
    Response setting =
        asAdmin()
            .contentType("application/json")
            .body("{\"reference\":\"room\",\"value\":\"hall\"}")
            .post(path + "/settings");
    asAdmin().contentType("application/json").body("{\"idProfile\":3}").post(path + "/profiles");
    assertThat(setting.statusCode()).isEqualTo(201);

    String room = path + "/settings/" + setting.jsonPath().getLong("data.id");
    for (String part : List.of(room, path + "/profiles/3", path + "/access")) {
      assertThat(tag(part)).as(part).startsWith("\"3.");
      assertThat(asAdmin().header("If-None-Match", tag(part)).get(part).statusCode())
          .as(part)
          .isEqualTo(304);
    }
    assertThat(when(tag(room)).delete(room).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldTagAnExecution() {
    String path = create();
    asAdmin().contentType("application/json").body("{}").post(path + "/actions/toggle");
    String execution =
        path + "/executions/" + asAdmin().get(path + "/executions").path("data[0].id");
    assertThat(tag(execution)).startsWith("\"0.");
    assertThat(asAdmin().header("If-None-Match", tag(execution)).get(execution).statusCode())
        .isEqualTo(304);
  }

  @Test
  void shouldLetOneOfManyEditorsWinWhoHaveSeenTheSame() throws Exception {
    String path = create();
    String seen = tag(path);
    try (var pool = Executors.newFixedThreadPool(8)) {
      List<Callable<Integer>> edits =
          IntStream.range(0, 24)
              .<Callable<Integer>>mapToObj(
                  i ->
                      () ->
                          when(seen)
                              .body("{\"reference\":\"%d %s\"}".formatted(i, path))
                              .patch(path)
                              .statusCode())
              .toList();
      List<Integer> statuses =
          pool.invokeAll(edits).stream().map(Future::resultNow).sorted().toList();
      assertThat(statuses).startsWith(200, 412).doesNotContain(500).endsWith(412);
      assertThat(statuses.stream().filter(each -> each == 200)).hasSize(1);
    }
    assertThat(tag(path)).startsWith("\"2.");
  }
}
