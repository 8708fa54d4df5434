package dev.castellan.process.execution;

import static dev.castellan.process.Callers.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.contracts.EventTypes;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.ActionFinished;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.process.TestObjects;
import dev.castellan.process.TestProcesses;
import dev.castellan.testing.Backends;
import dev.castellan.testing.DeviceSide;
import dev.castellan.testing.EventProbe;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class DeadResultTest {

  @TestHTTPResource(value = "/metrics", management = true)
  URL metrics;

  @Test
  void shouldEndAnExecutionByItsDeadlineWhenItsResultIsADeadLetter() {
    SmartobjectState light = TestObjects.light();
    UUID id = UUID.randomUUID();
    try (DeviceSide driver = new DeviceSide();
        EventProbe probe = EventProbe.on(Topics.SMARTOBJECT_RESULTS + ".dlq")) {
      driver.drive(
          light.id(),
          command -> {
            sendUnreadable(id, command.executionId().toString());
            return List.of();
          });
      long process =
          TestProcesses.simple()
              .action(Map.of("source", light.id(), "action", "turnOn", "timeout", 0.2))
              .create();
      asAdmin()
          .body(Map.of())
          .post("/process/{p}/execute", process)
          .then()
          .statusCode(504)
          .body("code", equalTo("process-execution-timed-out"))
          .body("data.results.status", contains("timed-out"));
      probe.await(
          "the dead letter",
          each -> id.toString().equals(each.headers().get("castellan_dlq_ce_id")),
          Duration.ofSeconds(30));
    }
  }

  @Test
  void shouldTellHowFarConsumersAreBehind() {
    String text = RestAssured.get(metrics).then().statusCode(200).extract().asString();
    assertThat(text)
        .contains("kafka_consumer_fetch_manager_records_lag")
        .contains("castellan_outbox_oldest_seconds");
  }

  private static void sendUnreadable(UUID id, String key) {
    EventProbe.sendRaw(
        Topics.SMARTOBJECT_RESULTS,
        key,
        Map.of("ce_id", id.toString(), "ce_type", EventTypes.typeOf(ActionFinished.class)),
        "{broken".getBytes(StandardCharsets.UTF_8));
  }
}
