package dev.castellan.objecttype;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.testing.Backends;
import dev.castellan.testing.BodyContract;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(Backends.class)
class ObjectTypeBodyTest extends BodyContract {

  ObjectTypeBodyTest() {
    super(Envelope.C, "/objecttype");
  }
}
