package dev.castellan.smartobject.module;

import static dev.castellan.testing.TestTokens.asGuest;
import static org.hamcrest.Matchers.contains;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.testing.Backends;
import dev.castellan.testing.ListContract;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class ModuleListTest extends ListContract {

  ModuleListTest() {
    super(Envelope.A, "data", "id");
  }

  @Override
  protected String list() {
    return "/modules";
  }

  @Test
  void shouldSortAndFilterWhatIsInMemory() {
    asGuest()
        .queryParam("filter", "id==virtual-s*")
        .queryParam("sort", "-name")
        .get("/modules")
        .then()
        .statusCode(200)
        .body("data.id", contains("virtual-switch", "virtual-sensor"));
  }
}
