package dev.castellan.objecttype.object;

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
class ObjectListTest extends ListContract {

  private String list;

  ObjectListTest() {
    super(Envelope.C, "$", "id");
  }

  @BeforeEach
  void shouldHaveSome() {
    String type = Api.type("List");
    String name = Api.property(type, "Name", 1);
    for (int i = 0; i < 3; i++) {
      Api.object(type, Map.of(name, "object " + i));
    }
    list = Api.objects(type);
  }

  @Override
  protected String list() {
    return list;
  }
}
