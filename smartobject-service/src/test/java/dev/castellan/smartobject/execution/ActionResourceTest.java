package dev.castellan.smartobject.execution;

import static dev.castellan.smartobject.TestSmartobjects.act;
import static dev.castellan.testing.TestTokens.asAdmin;
import static dev.castellan.testing.TestTokens.asGuest;
import static dev.castellan.testing.TestTokens.asOccupant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.ActionExecuted;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class ActionResourceTest {

  @Inject DataSource database;

  @Test
  void shouldDriveALightAndCountItsChanges() {
    int light = create("virtual-light");
    act(light, "getState", "{}")
        .statusCode(200)
        .body(
            "data",
            equalTo(Map.of("on", false, "brightness", 255, "color", "#ffffff", "changes", 0)));
    act(light, "turnOn", "{\"settings\":{\"brightness\":\"120\",\"color\":\"#ff8800\"}}")
        .statusCode(200)
        .body(
            "data",
            equalTo(Map.of("on", true, "brightness", 120, "color", "#ff8800", "changes", 1)));
    act(light, "turnOff", "")
        .statusCode(200)
        .body("data.on", equalTo(false))
        .body("data.changes", equalTo(2));
    act(light, "turnOn", "{\"settings\":[{\"reference\":\"brightness\",\"value\":1}]}")
        .body("data.brightness", equalTo(1))
        .body("data.color", equalTo("#ffffff"));
  }

  @Test
  void shouldDriveASwitchAndASensor() {
    int plug = create("virtual-switch");
    act(plug, "toggle", "{}").body("data.on", equalTo(true));
    act(plug, "toggle", "{}").body("data.on", equalTo(false)).body("data.changes", equalTo(2));
    int sensor = create("virtual-sensor");
    act(sensor, "getState", "{}").body("data.value", nullValue());
    act(sensor, "setValue", "{\"settings\":{\"value\":21.5}}").body("data.value", equalTo(21.5f));
  }

  @Test
  void shouldRefuseBrokenArgumentsAndChangeNothing() {
    int light = create("virtual-light");
    act(light, "turnOn", "{\"settings\":{\"brightness\":256,\"color\":\"red\"}}")
        .statusCode(422)
        .body("code", equalTo("invalid"))
        .body("data.field", containsInAnyOrder("settings.brightness", "settings.color"));
    act(light, "turnOn", "{\"settings\":{\"brightness\":0}}").statusCode(422);
    act(create("virtual-sensor"), "setValue", "{}")
        .statusCode(422)
        .body("data.field", contains("settings.value"));
    act(light, "fly", "{}").statusCode(404).body("code", equalTo("action-not-found"));
    act(999_999_999, "turnOn", "{}").statusCode(404).body("code", equalTo("smartobject-not-found"));
    act(light, "getState", "{}").body("data.changes", equalTo(0));
    asAdmin()
        .get("/smartobjects/{id}/executions", light)
        .then()
        .statusCode(200)
        .body("data.size()", equalTo(0));
  }

  @Test
  void shouldLetOnlyListedProfilesExecute() {
    int light = create("virtual-light");
    asOccupant()
        .contentType("application/json")
        .body("{}")
        .post("/smartobjects/{id}/actions/turnOn", light)
        .then()
        .statusCode(403)
        .body("code", equalTo("forbidden"));
    asAdmin()
        .contentType("application/json")
        .body("{\"idProfile\":3}")
        .post("/smartobjects/{id}/profiles", light)
        .then()
        .statusCode(201);
    asOccupant()
        .contentType("application/json")
        .body("{}")
        .post("/smartobjects/{id}/actions/turnOn", light)
        .then()
        .statusCode(200);
    asGuest()
        .contentType("application/json")
        .body("{}")
        .post("/smartobjects/{id}/actions/turnOn", light)
        .then()
        .statusCode(403);
    act(light, "getState", "{}").body("data.changes", equalTo(1));
  }

  @Test
  void shouldRecordWhatChangesAndNotWhatOnlyReads() {
    try (EventProbe probe = EventProbe.on(Topics.SMARTOBJECT_EVENTS)) {
      int light = create("virtual-light");
      act(light, "getState", "{}");
      asAdmin().get("/smartobjects/{id}", light).then().body("data.lastUse", nullValue());
      act(light, "turnOn", "{}");
      asAdmin()
          .get("/smartobjects/{id}", light)
          .then()
          .body("data.lastUse", notNullValue())
          .body("data.version", equalTo(1));

      String execution =
          asAdmin()
              .get("/smartobjects/{id}/executions", light)
              .then()
              .body("data.action", contains("turnOn"))
              .body("data.status", contains("succeeded"))
              .body("data[0].caller.login", equalTo("admin"))
              .body("data[0].source", equalTo("api"))
              .body("data[0].result.on", equalTo(true))
              .extract()
              .path("data[0].id");
      asAdmin()
          .get("/smartobjects/{id}/executions/{e}", light, execution)
          .then()
          .statusCode(200)
          .body("data.id", equalTo(execution));
      asAdmin()
          .get("/smartobjects/{id}/executions/{e}", light, UUID.randomUUID())
          .then()
          .statusCode(404)
          .body("code", equalTo("execution-not-found"));
      assertThat(probe.await(ActionExecuted.class, e -> e.smartobjectId() == light).executionId())
          .hasToString(execution);
    }
  }

  @Test
  void shouldAnswerAtOnceWithWhereToLookWhenAskedTo() {
    int light = create("virtual-light");
    String location =
        asAdmin()
            .contentType("application/json")
            .header("Prefer", "respond-async")
            .body("{}")
            .post("/smartobjects/{id}/actions/turnOn", light)
            .then()
            .statusCode(202)
            .body("error", equalTo(false))
            .body("code", equalTo("accepted"))
            .body("data.executionId", notNullValue())
            .extract()
            .header("Location");
    asAdmin().get(location).then().statusCode(200).body("data.status", equalTo("succeeded"));
  }

  @Test
  void shouldLoseNoToggleWhenManyCallAtOnce() throws Exception {
    int plug = create("virtual-switch");
    int calls = 200;
    try (var pool = Executors.newFixedThreadPool(16)) {
      List<Future<Integer>> results =
          IntStream.range(0, calls)
              .mapToObj(
                  any ->
                      pool.submit(
                          () ->
                              act(plug, "toggle", "{}")
                                  .statusCode(200)
                                  .extract()
                                  .<Integer>path("data.changes")))
              .toList();
      List<Integer> counts = results.stream().map(ActionResourceTest::get).sorted().toList();
      assertThat(counts).isEqualTo(IntStream.rangeClosed(1, calls).boxed().toList());
    }
    act(plug, "getState", "{}")
        .body("data.on", equalTo(false))
        .body("data.changes", equalTo(calls));
    asAdmin().get("/smartobjects/{id}/executions", plug).then().body("data.size()", equalTo(calls));
  }

  @Test
  void shouldReadAVirtualDeviceThatSomebodyIsAt() throws Exception {
    int light = create("virtual-light");
    try (Connection somebody = database.getConnection();
        Statement lock = somebody.createStatement()) {
      somebody.setAutoCommit(false);
      lock.execute("select * from device where smartobject_id = " + light + " for update");
      CompletableFuture<Integer> look =
          CompletableFuture.supplyAsync(() -> act(light, "getState", "{}").extract().statusCode());
      assertThat(look.get(30, TimeUnit.SECONDS)).isEqualTo(200);
      somebody.rollback();
    }
  }

  private static Integer get(Future<Integer> future) {
    try {
      return future.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static int create(String module) {
    return asAdmin()
        .contentType("application/json")
        .body("{\"module\":\"%s\",\"reference\":\"%s\"}".formatted(module, UUID.randomUUID()))
        .post("/smartobjects")
        .then()
        .statusCode(201)
        .extract()
        .path("data.id");
  }
}
