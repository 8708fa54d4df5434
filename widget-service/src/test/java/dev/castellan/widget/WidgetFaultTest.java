package dev.castellan.widget;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.testing.Backends;
import dev.castellan.testing.Cables;
import dev.castellan.testing.FailureShape;
import dev.castellan.testing.TestTokens;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
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
  void shouldGoOnReadingWhileKafkaIsCutOff() {
    cables.kafka().cut();

    TestTokens.asGuest().get("/widgets").then().statusCode(200);
  }

  private static void awaitList() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> TestTokens.asGuest().get("/widgets").statusCode() == 200);
  }
}
