package dev.castellan.process.execution;

import static dev.castellan.process.Callers.asAdmin;
import static dev.castellan.process.Callers.asGuest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.process.TestObjects;
import dev.castellan.process.TestProcesses;
import dev.castellan.testing.Backends;
import dev.castellan.testing.DeviceSide;
import dev.castellan.web.failure.ServiceException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class LimitsTest {

  /** As the tests are configured. */
  private static final int OPEN = 200;

  /** What other tests may have left open, and what the count may be late by. */
  private static final int ABOUT = 50;

  @AutoClose private final DeviceSide driver = new DeviceSide();
  private final SmartobjectState light = TestObjects.light();

  @Inject ExecutionConfig config;

  @Test
  void shouldRefuseMoreThanMayBeOpenAndGoOnWhenTheyHaveEnded() {
    driver.drive(light.id(), FakeDriver.SILENT);
    long process =
        TestProcesses.simple()
            .action(Map.of("source", light.id(), "action", "turnOn", "timeout", 600))
            .create();
    Response last = execute(process);
    int opened = 0;
    while (last.statusCode() == 202 && opened < 2 * OPEN) {
      opened++;
      last = execute(process);
    }
    int accepted = opened;

    last.then()
        .statusCode(429)
        .header("Retry-After", equalTo("1"))
        .body("code", equalTo("too-many-requests"));
    assertThat(accepted).isCloseTo(OPEN, within(ABOUT));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> driver.commandsOf(light.id()).size() == accepted);

    driver.commandsOf(light.id()).forEach(each -> DeviceSide.send(FakeDriver.succeeded(each)));

    awaitNoneIn(process, "running");
    awaitNoneIn(process, "failed");
    await().untilAsserted(() -> execute(process).then().statusCode(202));
    await().until(() -> driver.commandsOf(light.id()).size() == accepted + 1);
    DeviceSide.send(FakeDriver.succeeded(driver.commandsOf(light.id()).get(accepted)));
  }

  @Test
  void shouldNotPromiseAPlaceTwiceToThoseWhoAreAcceptedTogether() {
    Limits limits = new Limits(config);
    limits.recount(() -> OPEN - 2);

    limits.reserve();
    limits.reserve();
    assertThatThrownBy(limits::reserve).isInstanceOf(ServiceException.class);

    limits.free();
    limits.reserve();
    assertThatThrownBy(limits::reserve).isInstanceOf(ServiceException.class);
  }

  @Test
  void shouldNotForgetWhatIsAcceptedWhileItCounts() {
    Limits limits = new Limits(config);
    limits.recount(() -> OPEN);

    limits.recount(
        () -> {
          limits.add(1);
          return OPEN - 1;
        });

    assertThatThrownBy(limits::reserve).isInstanceOf(ServiceException.class);
    limits.recount(() -> OPEN - 1);
    limits.reserve();
  }

  private static Response execute(long process) {
    return asAdmin().header("Prefer", "respond-async").post("/process/{p}/execute", process);
  }

  private static void awaitNoneIn(long process, String status) {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                asGuest()
                    .get("/process/{p}/executions?status={s}&limit=1&count=true", process, status)
                    .then()
                    .header("X-Total-Count", equalTo("0")));
  }
}
