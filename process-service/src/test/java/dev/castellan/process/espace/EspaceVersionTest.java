package dev.castellan.process.espace;

import static dev.castellan.testing.TestTokens.asAdmin;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.testing.Backends;
import dev.castellan.testing.VersionContract;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;

@QuarkusTest
@WithTestResource(Backends.class)
class EspaceVersionTest extends VersionContract {

  EspaceVersionTest() {
    super(Envelope.A);
  }

  @Override
  protected String create() {
    return asAdmin()
        .contentType("application/json")
        .body(Map.of("reference", "espace " + UUID.randomUUID()))
        .post("/espaces")
        .header("Location");
  }
}
