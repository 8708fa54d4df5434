package dev.castellan.widget;

import static dev.castellan.widget.TestWidgets.admin;
import static dev.castellan.widget.TestWidgets.widget;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.testing.Backends;
import dev.castellan.testing.Cables;
import dev.castellan.testing.FailureShape;
import dev.castellan.testing.Promise;
import dev.castellan.testing.TestTokens;
import dev.castellan.web.failure.ErrorCode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backends.class, initArgs = @ResourceArg(name = "cables", value = "true"))
class WidgetFaultTest {

  Cables cables;

  @BeforeEach
  @AfterEach
  void mend() {
    cables.postgres().mend();
    cables.kafka().mend();
    awaitList();
  }

  @Test
  void shouldAnswer503WhileTheDatabaseIsCutOffAndTheListAfterwards() {
    cables.postgres().cut();

    FailureShape.assertThatIt(TestTokens.asGuest().get("/widgets"), Envelope.A, 503, "unavailable");

    cables.postgres().mend();
    awaitList();
  }

  @Test
  void shouldGoOnReadingWhileKafkaIsCutOff() throws Exception {
    long lamp = TestObjects.lamp().id();
    long id = widget().source("lamp", lamp).content(2, "<{lamp.level}>").create();
    Awaitility.await().until(() -> codes(id).equals(List.of(ErrorCode.ACTION_TIMED_OUT.code())));

    cables.kafka().cut();

    Promise.assertKept(
        Duration.ofSeconds(3),
        () -> {
          Map<String, Object> arguments = Map.of("a", UUID.randomUUID().toString());
          Map<String, Object> unheard =
              Map.of(
                  "reference",
                  "lamp",
                  "source",
                  lamp,
                  "action",
                  "getState",
                  "arguments",
                  arguments);
          long other = widget().source(unheard).content(2, "still <{lamp.level}>").create();
          Duration ofKnown = timeOfReading(id);
          Duration ofOther = timeOfReading(other);
          return ofKnown.compareTo(ofOther) > 0 ? ofKnown : ofOther;
        });
  }

  private static Duration timeOfReading(long widget) {
    long start = System.nanoTime();
    admin()
        .get("/widgets/{id}", widget)
        .then()
        .statusCode(200)
        .body("data.contents[0].content", endsWith("<>"))
        .body("data.errors.source", contains("lamp"));
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static List<String> codes(long widget) {
    return admin().get("/widgets/{id}", widget).jsonPath().getList("data.errors.code");
  }

  private static void awaitList() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> TestTokens.asGuest().get("/widgets").statusCode() == 200);
  }
}
