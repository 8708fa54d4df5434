package dev.castellan.gateway.docs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.castellan.contracts.routes.OpenTo;
import dev.castellan.contracts.routes.Route;
import dev.castellan.contracts.routes.RouteTable;
import dev.castellan.gateway.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

@QuarkusTest
@GatewayTest
class ApiDocumentTest {

  /** Files of the page. */
  private static final String UNDESCRIBED = "GET /docs/:asset";

  @Test
  void shouldDescribeTheRoutesOfEveryService() throws Exception {
    JsonNode api = api();

    assertThat(api.path("openapi").asText()).startsWith("3.1");
    assertThat(api.path("paths").size()).isGreaterThan(30);
    for (Route route : RouteTable.load().routes()) {
      JsonNode operation = operation(api, route);
      assertThat(operation.isMissingNode())
          .as(route.key())
          .isEqualTo(UNDESCRIBED.equals(route.key()));
      if (!operation.isMissingNode()) {
        assertThat(operation.has("security"))
            .as(route.key() + " needs no token")
            .isEqualTo(route.openTo() == OpenTo.ANYONE);
        assertThat(operation.path("responses").path("4XX").path("$ref").asText())
            .as(route.key())
            .isEqualTo("#/components/responses/Failure" + route.envelope());
      }
    }
  }

  @Test
  void shouldPassAStandardLinter() throws Exception {
    Path document = Path.of("target/openapi-merged.json");
    Files.write(document, new ObjectMapper().writeValueAsBytes(api()));

    Linter.check(document, Path.of("../docs/openapi/redocly.yaml"));
  }

  @Test
  void shouldPointAtNothingThatIsNotThere() throws Exception {
    JsonNode api = api();
    List<String> broken = new ArrayList<>();
    api.findValuesAsText("$ref").stream()
        .filter(ref -> api.at(ref.substring(1)).isMissingNode())
        .forEach(broken::add);

    assertThat(api.findValuesAsText("$ref")).isNotEmpty();
    assertThat(broken).isEmpty();
    assertThat(api.findValuesAsText("operationId")).doesNotHaveDuplicates();
  }

  @Test
  void shouldComeAsYamlToo() throws Exception {
    byte[] yaml =
        given()
            .accept("application/yaml")
            .get("/openapi")
            .then()
            .statusCode(200)
            .extract()
            .asByteArray();

    assertThat(new YAMLMapper().readTree(yaml)).isEqualTo(api());
  }

  @Test
  void shouldServeAPageThatNeedsNothingFromElsewhere() {
    given()
        .get("/docs")
        .then()
        .statusCode(200)
        .contentType(startsWith("text/html"))
        .header("Content-Security-Policy", containsString("default-src 'none'"))
        .body(containsString("docs/swagger-ui-bundle.js"));
    for (String asset :
        List.of("start.js", "swagger-ui-bundle.js", "swagger-ui.css", "favicon-32x32.png")) {
      assertThat(given().get("/docs/" + asset).then().statusCode(200).extract().asByteArray())
          .as(asset)
          .hasSizeGreaterThan(100);
    }
    given().get("/docs/pom.xml").then().statusCode(404).body("code", equalTo("not-found"));
    given().get("/webjars/swagger-ui/index.html").then().statusCode(404);
  }

  private static JsonNode api() throws Exception {
    return new ObjectMapper()
        .readTree(given().get("/openapi").then().statusCode(200).extract().asByteArray());
  }

  private static JsonNode operation(JsonNode api, Route route) {
    String shape = shape(route.template());
    for (var path : api.path("paths").properties()) {
      if (shape(path.getKey()).equals(shape)) {
        return path.getValue().path(route.method().toLowerCase(Locale.ROOT));
      }
    }
    return api.path("nowhere");
  }

  private static String shape(String path) {
    return path.replaceAll(":[^/]+|\\{[^/]+\\}", "{}");
  }
}
