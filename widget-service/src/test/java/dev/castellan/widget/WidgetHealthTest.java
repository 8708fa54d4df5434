package dev.castellan.widget;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.testing.Backends;
import dev.castellan.testing.HealthContract;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(Backends.class)
class WidgetHealthTest extends HealthContract {

  WidgetHealthTest() {
    super(Envelope.A, "/widgets");
  }
}
