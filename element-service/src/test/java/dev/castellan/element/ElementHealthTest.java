package dev.castellan.element;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.testing.Backends;
import dev.castellan.testing.HealthContract;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(Backends.class)
class ElementHealthTest extends HealthContract {

  ElementHealthTest() {
    super(Envelope.B, "/api/v2/smart-elements");
  }
}
