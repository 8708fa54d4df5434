package dev.castellan.process.espace;

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
class EspaceListTest extends ListContract {

  EspaceListTest() {
    super(Envelope.A, "data", "id");
  }

  @Override
  protected String list() {
    return "/espaces";
  }

  @Test
  void shouldSortAndFilter() {
    asGuest()
        .queryParam("filter", "id=le=5;icon==*-outline;description!='Air*'")
        .queryParam("sort", "-name")
        .get("/espaces")
        .then()
        .statusCode(200)
        .body("data.name", contains("Weather", "Security", "Light", "Cooking"));
  }
}
