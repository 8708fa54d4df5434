package dev.castellan.process.execution;

import static dev.castellan.testing.TestTokens.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.process.TestObjects;
import dev.castellan.process.TestProcesses;
import dev.castellan.testing.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class ExecutionTest {

  private final FakeDriver driver = new FakeDriver();

  @AfterEach
  void stopDriver() {
    driver.close();
  }

  @Test
  void shouldRunTheActionsInOrderAndAnswerTheirResults() {
    SmartobjectState first = TestObjects.light();
    SmartobjectState second = TestObjects.light();
    driver.drive(first.id(), FakeDriver.SUCCEED);
    driver.drive(second.id(), FakeDriver.SUCCEED);
    long process =
        TestProcesses.simple()
            .input("level", "slider")
            .action(
                Map.of(
                    "source",
                    first.id(),
                    "action",
                    "turnOn",
                    "arguments",
                    Map.of("brightness", "{level}")))
            .action(second.reference(), "turnOff")
            .create();

    asAdmin()
        .body(Map.of("inputs", Map.of("level", "120")))
        .post("/process/{id}/execute", process)
        .then()
        .statusCode(200)
        .body("code", equalTo("ok"))
        .body("data.status", equalTo("succeeded"))
        .body("data.enable", equalTo(0))
        .body("data.results.size()", equalTo(2))
        .body("data.results[0].action.name", equalTo("Turn on"))
        .body("data.results[0].source.reference", equalTo(first.reference()))
        .body("data.results[0].data.on", equalTo(true))
        .body("data.results[1].data.on", equalTo(false));

    assertThat(driver.commandsOf(first.id()))
        .singleElement()
        .satisfies(command -> assertThat(command.arguments()).containsEntry("brightness", 120));
  }
}
