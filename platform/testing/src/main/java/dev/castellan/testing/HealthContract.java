package dev.castellan.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.identity.TokenRevoked;
import dev.castellan.contracts.routes.Envelope;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a service with a database says of its health, and what it does while the database is away. A
 * service inherits these tests as it does those of {@link GateContract}.
 */
public abstract class HealthContract {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TestHTTPResource(value = "/health/ready", management = true)
  URL ready;

  @TestHTTPResource(value = "/health/live", management = true)
  URL live;

  @TestHTTPResource(value = "/metrics", management = true)
  URL metrics;

  private final Envelope envelope;
  private final String list;
  private boolean databaseStopped;
  private boolean brokerStopped;

  /**
   * @param list path of a GET route that is answered from the database
   */
  protected HealthContract(Envelope envelope, String list) {
    this.envelope = envelope;
    this.list = list;
  }

  @BeforeEach
  void waitUntilReady() {
    Readiness.await(ready);
  }

  @AfterEach
  void bringBackWhatWasStopped() {
    if (databaseStopped) {
      PostgresServer.shared().start();
    }
    if (brokerStopped) {
      KafkaServer.shared().start();
    }
    waitUntilReady();
  }

  @Test
  void shouldBeReadyWhenDatabaseAndStateTopicsAre() {
    List<Map<String, Object>> checks = given().get(ready).jsonPath().getList("checks");

    assertThat(checks)
        .anySatisfy(each -> assertThat(each.get("name")).asString().contains("Database"))
        .anySatisfy(each -> assertThat(each).containsEntry("name", "state-topics"))
        .allSatisfy(each -> assertThat(each).containsEntry("status", "UP"));
  }

  @Test
  void shouldBeAliveAndMeasured() {
    given().get(live).then().statusCode(200);
    assertThat(given().get(metrics).asString()).contains("jvm_memory_used_bytes");
  }

  @Test
  void shouldTellNothingOfThatOnThePublicPort() {
    for (String path : List.of("/q/health", "/q/health/ready", "/q/metrics", "/q/openapi", "/q/")) {
      Response response = TestTokens.asAdmin().get(path);
      FailureShape.assertThatIt(response, Envelope.A, 404, "route-not-found");
    }
  }

  @Test
  void shouldStayAliveButNotReadyWhileTheDatabaseIsAwayAndHealByItself() {
    databaseStopped = true;
    PostgresServer.shared().stop();

    FailureShape.assertThatIt(TestTokens.asAdmin().get(list), envelope, 503, "unavailable");
    assertThat(TestTokens.asAdmin().get(list).header("Retry-After")).isNotBlank();
    Awaitility.await().atMost(PATIENCE).until(() -> given().get(ready).statusCode() == 503);
    given().get(live).then().statusCode(200);

    PostgresServer.shared().start();
    databaseStopped = false;
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> TestTokens.asAdmin().get(list).statusCode() == 200);
    waitUntilReady();
  }

  @Test
  void shouldGoOnRefusingWhatItKnewWhileTheBrokerIsAwayAndSayThatItHearsNothingNew() {
    TokenDraft draft = TestTokens.ofAdmin();
    String revoked = draft.sign();
    EventProbe.send(
        "token:" + draft.id(), new TokenRevoked(draft.id(), Instant.now().plusSeconds(900)));
    Awaitility.await().until(() -> status(revoked) == 401);
    // Slow answers of the broker count as none.
    Awaitility.await().atMost(PATIENCE).until(() -> unheardSince() == null);

    brokerStopped = true;
    KafkaServer.shared().stop();
    Awaitility.await().atMost(PATIENCE).until(() -> unheardSince() != null);
    assertThat(status(revoked)).isEqualTo(401);
    assertThat(status(TestTokens.guest())).isEqualTo(200);
    given().get(ready).then().statusCode(200);

    KafkaServer.shared().start();
    brokerStopped = false;
    Awaitility.await().atMost(PATIENCE).until(() -> unheardSince() == null);
    assertThat(status(revoked)).isEqualTo(401);
  }

  private int status(String token) {
    return TestTokens.with(token).get(list).statusCode();
  }

  private String unheardSince() {
    return given()
        .get(ready)
        .jsonPath()
        .getString("checks.find { it.name == 'state-topics' }.data.'unheard-since'");
  }
}
