package dev.castellan.smartobject.object;

import static dev.castellan.testing.TestTokens.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.smartobject.TestSmartobjects;
import dev.castellan.testing.Backends;
import dev.castellan.testing.ListContract;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class SmartobjectListTest extends ListContract {

  SmartobjectListTest() {
    super(Envelope.A, "data", "id");
  }

  @BeforeEach
  void shouldHaveSome() {
    for (int i = 0; i < 3; i++) {
      TestSmartobjects.create("virtual-light");
    }
  }

  @Override
  protected String list() {
    return "/smartobjects";
  }

  @Test
  void shouldFilterByStatusLastUseAndModule() {
    String used = TestSmartobjects.create("virtual-switch");
    String idle = TestSmartobjects.create("virtual-switch");
    asAdmin()
        .contentType("application/json")
        .body("{}")
        .post(used + "/actions/toggle")
        .then()
        .statusCode(200);

    assertThat(paths("status.name==online;module==virtual-*;lastUse=gt=2026-01-01T00:00:00Z"))
        .contains(used)
        .doesNotContain(idle);
    assertThat(paths("lastUse=isnull=true;status.id==1")).contains(idle).doesNotContain(used);
    assertThat(paths("status.name=='unknown module';module==virtual-*")).isEmpty();
  }

  @Test
  void shouldShowTheMembersAskedForAsTheyAre() {
    String light = TestSmartobjects.create("virtual-light");
    asAdmin()
        .contentType("application/json")
        .body("{\"reference\":\"room\",\"value\":{\"name\":\"hall\"}}")
        .post(light + "/settings")
        .then()
        .statusCode(201);

    asAdmin()
        .queryParam("filter", "id==" + light.substring(light.lastIndexOf('/') + 1))
        .queryParam("fields", "settings,actions")
        .get("/smartobjects")
        .then()
        .statusCode(200)
        .body("data[0].keySet()", containsInAnyOrder("id", "settings", "actions"))
        .body("data[0].settings[0].value.name", equalTo("hall"))
        .body("data[0].actions.id", hasItem("turnOn"));
  }

  private static List<String> paths(String filter) {
    List<Integer> ids =
        asAdmin()
            .queryParam("filter", filter)
            .get("/smartobjects")
            .then()
            .statusCode(200)
            .extract()
            .path("data.id");
    return ids.stream().map(id -> "/smartobjects/" + id).toList();
  }
}
