package dev.castellan.process;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.testing.Backends;
import dev.castellan.testing.BodyContract;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(Backends.class)
class ProcessBodyTest extends BodyContract {

  ProcessBodyTest() {
    super(Envelope.A, "/process");
  }
}
