package dev.castellan.gateway;

import dev.castellan.testing.rules.OpenApiDrift;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import org.junit.jupiter.api.Test;

@QuarkusTest
@GatewayTest
class OpenApiTest {

  @TestHTTPResource(value = "/openapi", management = true)
  URL document;

  @Test
  void shouldBeDescribedAsItIs() {
    OpenApiDrift.check("gateway", document);
  }
}
