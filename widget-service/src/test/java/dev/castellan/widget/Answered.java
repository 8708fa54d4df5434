package dev.castellan.widget;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/**
 * Reads of what devices answer. On a busy machine an answer may come later than two seconds or a
 * question may not even be put, which is told for some seconds; and then it is asked again.
 */
final class Answered {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Answered() {}

  /** The first answer that leaves out nothing which was late; one read as a rule. */
  static Response read(Supplier<Response> request) {
    return Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(200))
        .atMost(PATIENCE)
        .until(request::get, each -> !isLate(each));
  }

  static boolean isLate(Response answer) {
    return answer.statusCode() == 200 && isLate(answer.asString());
  }

  /**
   * @param view a widget, or some, as JSON
   */
  static boolean isLate(String view) {
    return view.contains("\"action-timed-out\"") || view.contains("\"unavailable\"");
  }
}
