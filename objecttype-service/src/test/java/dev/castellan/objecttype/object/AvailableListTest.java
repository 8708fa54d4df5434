package dev.castellan.objecttype.object;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.objecttype.Api;
import dev.castellan.testing.Backends;
import dev.castellan.testing.ListContract;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

@QuarkusTest
@WithTestResource(Backends.class)
class AvailableListTest extends ListContract {

  private String list;

  AvailableListTest() {
    super(Envelope.C, "$", "id");
  }

  @BeforeEach
  void shouldHaveSome() {
    String type = Api.type("List");
    Api.put("/objecttype/" + type, Map.of("relations", List.of(type)));
    for (int i = 0; i < 3; i++) {
      Api.object(type, Map.of());
    }
    list = Api.path(type, Api.object(type, Map.of())) + "/relation/available";
  }

  @Override
  protected String list() {
    return list;
  }
}
