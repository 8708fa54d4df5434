package dev.castellan.objecttype.log;

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
class LogListTest extends ListContract {

  private String list;

  LogListTest() {
    super(Envelope.C, "$", "id");
  }

  @BeforeEach
  void shouldHaveSome() {
    String type = Api.type("List");
    String name = Api.property(type, "Name", 1);
    String id = Api.object(type, Map.of());
    for (int i = 0; i < 3; i++) {
      Api.put(Api.path(type, id), Map.of(name, "name " + i)).then().statusCode(200);
    }
    list = Api.path(type, id) + "/log";
  }

  @Override
  protected String list() {
    return list;
  }
}
