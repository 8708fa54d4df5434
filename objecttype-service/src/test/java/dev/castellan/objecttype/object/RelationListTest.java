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
class RelationListTest extends ListContract {

  private String list;

  RelationListTest() {
    super(Envelope.C, "$", "id");
  }

  @BeforeEach
  void shouldHaveSome() {
    String type = Api.type("List");
    String one = Api.object(type, Map.of());
    for (int i = 0; i < 3; i++) {
      Api.object(type, Map.of("relations", List.of(one)));
    }
    list = Api.path(type, one) + "/relation";
  }

  @Override
  protected String list() {
    return list;
  }
}
