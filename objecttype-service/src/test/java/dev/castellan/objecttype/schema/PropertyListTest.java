package dev.castellan.objecttype.schema;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.objecttype.Api;
import dev.castellan.testing.Backends;
import dev.castellan.testing.ListContract;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

@QuarkusTest
@WithTestResource(Backends.class)
class PropertyListTest extends ListContract {

  private String list;

  PropertyListTest() {
    super(Envelope.C, "$", "id");
  }

  @BeforeEach
  void shouldHaveSome() {
    String type = Api.type(Map.of("name", "List"));
    for (int i = 0; i < 3; i++) {
      Api.property(type, "Name " + i, 1);
    }
    list = "/objecttype/" + type + "/property";
  }

  @Override
  protected String list() {
    return list;
  }
}
