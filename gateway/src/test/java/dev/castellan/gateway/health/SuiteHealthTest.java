package dev.castellan.gateway.health;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.gateway.Fake;
import dev.castellan.gateway.FakeService;
import dev.castellan.gateway.GatewayTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@GatewayTest
class SuiteHealthTest {

  @TestHTTPResource(value = "/health/ready", management = true)
  URL ownReadiness;

  @TestHTTPResource(value = "/health/live", management = true)
  URL ownLiveness;

  @Fake Map<String, FakeService> services;

  @BeforeEach
  @AfterEach
  void reset() {
    services.values().forEach(FakeService::reset);
  }

  @Test
  void shouldNameEveryProcessAndNothingElseOfIt() {
    Awaitility.await().untilAsserted(() -> given().get("/q/health").then().statusCode(200));

    var answer =
        given()
            .get("/api/q/health")
            .then()
            .statusCode(200)
            .body("status", equalTo("UP"))
            .body(
                "checks.name",
                containsInAnyOrder(
                    "gateway",
                    "smartobject-service",
                    "process-service",
                    "widget-service",
                    "element-service",
                    "objecttype-service"))
            .extract()
            .asString();
    assertThat(answer).doesNotContain("127.0.0.1", "localhost", "jdbc", "kafka");
  }

  @Test
  void shouldTellWhenAServiceIsDownAndWhenItIsBack() {
    services.get("widget").stop();

    Awaitility.await()
        .untilAsserted(
            () ->
                given()
                    .get("/q/health")
                    .then()
                    .statusCode(503)
                    .body("status", equalTo("DOWN"))
                    .body("checks.find { it.name == 'widget-service' }.status", equalTo("DOWN"))
                    .body("checks.find { it.name == 'process-service' }.status", equalTo("UP")));

    services.get("widget").reset();
    Awaitility.await().untilAsserted(() -> given().get("/q/health").then().statusCode(200));
  }

  @Test
  void shouldNotLetManyCallersCauseManyProbes() {
    for (int i = 0; i < 50; i++) {
      given().get("/q/health").then().statusCode(200);
    }

    assertThat(services.get("widget").requests()).isLessThan(10);
  }

  @Test
  void shouldShowItsOwnHealthOnTheManagementPort() {
    given().get(ownReadiness).then().statusCode(200).body("status", equalTo("UP"));
    given().get(ownLiveness).then().statusCode(200).body("status", equalTo("UP"));
  }
}
