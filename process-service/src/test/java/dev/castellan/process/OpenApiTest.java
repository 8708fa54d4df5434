package dev.castellan.process;

import dev.castellan.testing.Backends;
import dev.castellan.testing.rules.OpenApiDrift;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class OpenApiTest {

  @TestHTTPResource(value = "/openapi", management = true)
  URL document;

  @Test
  void shouldBeDescribedAsCommitted() {
    OpenApiDrift.check("process-service", document);
  }
}
