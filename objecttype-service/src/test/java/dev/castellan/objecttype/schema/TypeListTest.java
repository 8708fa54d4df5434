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
class TypeListTest extends ListContract {

  private String list;

  TypeListTest() {
    super(Envelope.C, "$", "id");
  }

  @BeforeEach
  void shouldHaveSome() {
    for (int i = 0; i < 3; i++) {
      Api.type(Map.of("name", "List"));
    }
    list = "/objecttype";
  }

  @Override
  protected String list() {
    return list;
  }
}
