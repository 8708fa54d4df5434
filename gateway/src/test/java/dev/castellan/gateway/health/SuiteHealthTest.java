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
import java.time.Duration;
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
    // On a busy machine a look may find somebody late.
    var answer =
        Awaitility.await()
            .until(() -> given().get("/api/q/health"), each -> each.statusCode() == 200)
            .then()
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
    long start = System.nanoTime();
    for (int i = 0; i < 50; i++) {
      given().get("/q/health");
    }

    // One every two seconds, and the one that a test before this one may have left under way.
    long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
    assertThat((long) services.get("widget").requests()).isLessThanOrEqualTo(2 + seconds / 2);
  }

  @Test
  void shouldShowItsOwnHealthOnTheManagementPort() {
    given().get(ownReadiness).then().statusCode(200).body("status", equalTo("UP"));
    given().get(ownLiveness).then().statusCode(200).body("status", equalTo("UP"));
  }
}
