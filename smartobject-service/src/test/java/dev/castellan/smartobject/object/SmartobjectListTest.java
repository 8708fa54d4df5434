package dev.castellan.smartobject.object;

import static dev.castellan.testing.TestTokens.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(paths("status.name=='unknown module'")).isEmpty();
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
