package dev.castellan.element;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.testing.Backends;
import dev.castellan.testing.BodyContract;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(Backends.class)
class ElementBodyTest extends BodyContract {

  ElementBodyTest() {
    super(Envelope.B, "/api/v2/smart-structures");
  }
}
