package dev.castellan.widget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.identity.TokenRevoked;
import dev.castellan.testing.Backends;
import dev.castellan.testing.Cables;
import dev.castellan.testing.EventProbe;
import dev.castellan.testing.TestTokens;
import dev.castellan.testing.TokenDraft;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a service knows of identities while nobody tells it anything new. */
@QuarkusTest
@WithTestResource(value = Backends.class, initArgs = @ResourceArg(name = "cables", value = "true"))
class WidgetKafkaOutageTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TestHTTPResource(value = "/health/ready", management = true)
  URL ready;

  Cables cables;

  @AfterEach
  void mend() {
    cables.kafka().mend();
  }

  @Test
  void shouldGoOnRefusingWhatItKnewAndSayThatItHearsNothingNew() {
    TokenDraft draft = TestTokens.ofAdmin();
    String revoked = draft.sign();
    EventProbe.send(
        "token:" + draft.id(), new TokenRevoked(draft.id(), Instant.now().plusSeconds(900)));
    Awaitility.await().until(() -> status(revoked) == 401);
    assertThat(unheardSince()).isNull();

    cables.kafka().cut();

    Awaitility.await().atMost(PATIENCE).until(() -> unheardSince() != null);
    assertThat(status(revoked)).isEqualTo(401);
    assertThat(status(TestTokens.guest())).isEqualTo(200);
    assertThat(given().get(ready).statusCode()).as("reads go on").isEqualTo(200);
    cables.kafka().mend();
    Awaitility.await().atMost(PATIENCE).until(() -> unheardSince() == null);
    assertThat(status(revoked)).isEqualTo(401);
  }

  private static int status(String token) {
    return TestTokens.with(token).get("/widgets").statusCode();
  }

  private String unheardSince() {
    return given()
        .get(ready)
        .jsonPath()
        .getString("checks.find { it.name == 'state-topics' }.data.'unheard-since'");
  }
}
