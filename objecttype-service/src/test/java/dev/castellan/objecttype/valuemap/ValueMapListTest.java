package dev.castellan.objecttype.valuemap;

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
class ValueMapListTest extends ListContract {

  private String list;

  ValueMapListTest() {
    super(Envelope.C, "$", "id");
  }

  @BeforeEach
  void shouldHaveSome() {
    for (int i = 0; i < 3; i++) {
      Api.created("/valuemap", Map.of("name", "List"));
    }
    list = "/valuemap";
  }

  @Override
  protected String list() {
    return list;
  }
}
