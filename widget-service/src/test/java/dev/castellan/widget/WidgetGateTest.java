package dev.castellan.widget;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.testing.Backends;
import dev.castellan.testing.GateContract;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(Backends.class)
class WidgetGateTest extends GateContract {

  WidgetGateTest() {
    super(Envelope.A, "/widgets");
  }
}
