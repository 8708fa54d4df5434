package dev.castellan.process;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.testing.Backends;
import dev.castellan.testing.HealthContract;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(Backends.class)
class ProcessHealthTest extends HealthContract {

  ProcessHealthTest() {
    super(Envelope.A, "/process");
  }
}
