package dev.castellan.smartobject.execution;

import static dev.castellan.smartobject.TestSmartobjects.act;
import static dev.castellan.smartobject.execution.ActionResourceTest.create;
import static dev.castellan.testing.TestTokens.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.castellan.testing.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class HangingDeviceTest {

  private static final int OTHERS = 199;

  /** Each is cut off after seven seconds, so that the device hangs for longer than this takes. */
  private static final int HANGING_CALLS = 20;

  @Test
  void shouldHoldUpNobodyElse() throws Exception {
    int hanging = create("test-device");
    TestModule.hangOnPush(hanging);
    for (int i = 0; i < HANGING_CALLS; i++) {
      asAdmin()
          .contentType("application/json")
          .header("Prefer", "respond-async")
          .body("{}")
          .post("/smartobjects/{id}/actions/push", hanging)
          .then()
          .statusCode(202);
    }
    await().atMost(Duration.ofMinutes(1)).until(() -> !TestModule.callsOf(hanging).isEmpty());

    try (var callers = Executors.newFixedThreadPool(16)) {
      List<Future<?>> others = new ArrayList<>();
      for (int i = 0; i < OTHERS; i++) {
        others.add(callers.submit(() -> act(create("test-device"), "push", "{}").statusCode(200)));
      }
      for (Future<?> each : others) {
        each.get();
      }
    }

    List<String> statuses =
        asAdmin().get("/smartobjects/{id}/executions", hanging).jsonPath().getList("data.status");
    assertThat(statuses).hasSize(HANGING_CALLS).doesNotContain("succeeded");
    assertThat(statuses).as("still hanging").contains("accepted");
  }
}
