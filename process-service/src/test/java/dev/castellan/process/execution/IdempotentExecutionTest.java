package dev.castellan.process.execution;

import static dev.castellan.process.Callers.asAdmin;
import static dev.castellan.process.Callers.asOccupant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.process.TestObjects;
import dev.castellan.process.TestProcesses;
import dev.castellan.testing.Backends;
import dev.castellan.testing.DeviceSide;
import dev.castellan.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class IdempotentExecutionTest {

  private static final String REPLAYED = "Idempotency-Replayed";

  @AutoClose private final DeviceSide driver = new DeviceSide();
  private final String key = UUID.randomUUID().toString();

  @Test
  void shouldAnswerARepeatedExecutionWithTheFirstOne() {
    SmartobjectState light = driven(FakeDriver.SUCCEED);
    long process = TestProcesses.simple().action(light.id(), "turnOn").create();

    Response first = execute(process, Map.of());
    Response again = execute(process, Map.of());

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.header(REPLAYED)).isNull();
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.header(REPLAYED)).isEqualTo("true");
    assertThat(again.asString()).isEqualTo(first.asString());
    assertThat(driver.commandsOf(light.id())).hasSize(1);
    execute(process, Map.of("other", 1))
        .then()
        .statusCode(422)
        .body("code", equalTo("idempotency-key-reused"));
  }

  @Test
  void shouldAnswerAFailedExecutionAgainAsFailed() {
    SmartobjectState bad = driven(command -> List.of(FakeDriver.failed(command)));
    long process = TestProcesses.simple().action(bad.id(), "turnOn").create();

    Response first = execute(process, Map.of());
    Response again = execute(process, Map.of());

    assertThat(again.statusCode()).isEqualTo(first.statusCode()).isEqualTo(502);
    assertThat(again.header(REPLAYED)).isEqualTo("true");
    assertThat(again.header("X-Castellan-Outcome")).isEqualTo("business");
    assertThat(again.asString()).isEqualTo(first.asString());
    assertThat(driver.commandsOf(bad.id())).hasSize(1);
  }

  /** As after a crash: what was accepted is in the database, and nobody got an answer. */
  @Test
  void shouldAttachToAnAcceptedExecutionThatWasNeverAnswered() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    SmartobjectState slow = driven(FakeDriver.SILENT);
    driver.drive(
        slow.id(),
        command -> {
          Thread.startVirtualThread(
              () -> {
                try {
                  goOn.await();
                  DeviceSide.send(FakeDriver.succeeded(command));
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
          return List.of();
        });
    long process = TestProcesses.simple().action(slow.id(), "turnOn").create();
    Response accepted = execute(keyed().header("Prefer", "respond-async"), process, Map.of());
    assertThat(accepted.statusCode()).isEqualTo(202);

    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      Callable<Response> repeat = () -> execute(process, Map.of());
      List<Future<Response>> waiting = List.of(pool.submit(repeat), pool.submit(repeat));
      // One that does not wait for long takes nothing away from those who do.
      Response impatient = execute(keyed().header("Prefer", "wait=0"), process, Map.of());
      assertThat(impatient.statusCode()).isEqualTo(202);
      goOn.countDown();
      for (Future<Response> each : waiting) {
        assertThat(each.get().statusCode()).isEqualTo(200);
        assertThat(each.get().header(REPLAYED)).isEqualTo("true");
        assertThat(each.get().<String>path("data.executionId"))
            .isEqualTo(accepted.path("data.executionId"));
      }
    }
    assertThat(driver.commandsOf(slow.id())).hasSize(1);
  }

  @Test
  void shouldRunOnceHoweverManyAskAtOnce() throws Exception {
    SmartobjectState light = driven(FakeDriver.SUCCEED);
    long process = TestProcesses.simple().action(light.id(), "turnOn").create();
    long other = TestProcesses.simple().action(light.id(), "turnOff").create();
    try (ExecutorService pool = Executors.newFixedThreadPool(16)) {
      List<Future<Response>> same =
          Stream.generate(() -> pool.submit(() -> execute(process, Map.of()))).limit(20).toList();
      List<Future<Response>> without =
          Stream.generate(() -> pool.submit(() -> execute(asAdmin(), other, Map.of())))
              .limit(20)
              .toList();
      for (Future<Response> each : same) {
        assertThat(each.get().statusCode()).isIn(200, 409);
        if (each.get().statusCode() == 409) {
          each.get().then().body("code", equalTo("idempotency-key-in-flight"));
        }
      }
      for (Future<Response> each : without) {
        assertThat(each.get().statusCode()).isEqualTo(200);
      }
    }
    assertThat(driver.commandsOf(light.id()).stream().filter(c -> c.action().equals("turnOn")))
        .hasSize(1);
    asAdmin().get("/process/{p}/executions", process).then().body("data", hasSize(1));
  }

  @Test
  void shouldKeepARefusalOfAnExecutionButNotOneOfRights() {
    SmartobjectState light = driven(FakeDriver.SUCCEED);
    long process =
        TestProcesses.simple().input("level", "slider").action(light.id(), "turnOn").create();
    execute(process, Map.of()).then().statusCode(422).header(REPLAYED, nullValue());
    execute(process, Map.of()).then().statusCode(422).header(REPLAYED, "true");

    Map<String, Object> inputs = Map.of("level", 5);
    String his = UUID.randomUUID().toString();
    execute(asOccupant().header("Idempotency-Key", his), process, inputs).then().statusCode(403);
    asAdmin()
        .body(Map.of("idProfile", TestTokens.OCCUPANT_PROFILE))
        .post("/process/{p}/profiles", process)
        .then()
        .statusCode(201);
    Response first = execute(asOccupant().header("Idempotency-Key", his), process, inputs);
    first.then().statusCode(200).header(REPLAYED, nullValue());

    asAdmin()
        .delete("/process/{p}/profiles/{f}", process, TestTokens.OCCUPANT_PROFILE)
        .then()
        .statusCode(200);
    await()
        .untilAsserted(
            () ->
                execute(asOccupant().header("Idempotency-Key", his), process, inputs)
                    .then()
                    .statusCode(403));
    assertThat(driver.commandsOf(light.id())).hasSize(1);
  }

  @Test
  void shouldGiveTheKeyBackWhenASwitchRefusesTheRun() {
    SmartobjectState light = driven(FakeDriver.SUCCEED);
    long process =
        TestProcesses.aSwitch().input("level", "slider").action(light.id(), "turnOn", 0).create();
    execute(process, Map.of()).then().statusCode(422);
    execute(process, Map.of()).then().statusCode(422).header(REPLAYED, "true");
    asAdmin().get("/process/{p}/executions", process).then().body("data", hasSize(0));
    assertThat(
            execute(asAdmin().header("Idempotency-Key", key + "2"), process, Map.of("level", 3))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void shouldMakeCreatesRepeatable() {
    Map<String, Object> body = TestProcesses.simple().body();
    Response first = keyed().body(body).post("/process");
    Response again = keyed().body(body).post("/process");
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.header(REPLAYED)).isEqualTo("true");
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(again.asString()).isEqualTo(first.asString());

    long process = first.jsonPath().getLong("data.id");
    Map<String, Object> input = Map.of("name", "Level", "type", "slider", "enable", 0);
    for (int i = 0; i < 2; i++) {
      asAdmin()
          .header("Idempotency-Key", key + "-input")
          .body(input)
          .post("/process/{p}/inputs", process)
          .then()
          .statusCode(201);
    }
    asAdmin().get("/process/{p}", process).then().body("data.inputs", hasSize(1));
  }

  @Test
  void shouldLoseNoPartWhenManyAddOnesWithKeys() throws Exception {
    long process = TestProcesses.simple().create();
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      List<Future<Integer>> added =
          java.util.stream.IntStream.range(0, 16)
              .mapToObj(
                  i ->
                      pool.submit(
                          () ->
                              asAdmin()
                                  .header("Idempotency-Key", key + i)
                                  .body(Map.of("name", "in " + i, "type", "text", "enable", 0))
                                  .post("/process/{p}/inputs", process)
                                  .statusCode()))
              .toList();
      for (Future<Integer> each : added) {
        assertThat(each.get()).isEqualTo(201);
      }
    }
    asAdmin().get("/process/{p}", process).then().body("data.inputs", hasSize(16));
  }

  private SmartobjectState driven(DeviceSide.Behaviour behaviour) {
    SmartobjectState light = TestObjects.light();
    driver.drive(light.id(), behaviour);
    return light;
  }

  private RequestSpecification keyed() {
    return asAdmin().header("Idempotency-Key", key);
  }

  private Response execute(long process, Map<String, Object> inputs) {
    return execute(keyed(), process, inputs);
  }

  private static Response execute(
      RequestSpecification request, long process, Map<String, Object> inputs) {
    return request.body(Map.of("inputs", inputs)).post("/process/{p}/execute", process);
  }
}
