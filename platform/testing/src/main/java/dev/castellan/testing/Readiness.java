package dev.castellan.testing;

import static io.restassured.RestAssured.given;

import java.net.URL;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * Waits for the application under test, which runs before it is ready: its gate lets nobody in
 * until the state topics are read.
 */
public final class Readiness {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private Readiness() {}

  /**
   * Returns once the application says that it is ready.
   *
   * @param ready where it says so: {@code /health/ready} of its management port
   */
  public static void await(URL ready) {
    Awaitility.await().atMost(PATIENCE).until(() -> given().get(ready).statusCode() == 200);
  }
}
