package dev.castellan.smartobject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.routes.Route;
import dev.castellan.contracts.routes.RouteTable;
import dev.castellan.testing.Backends;
import dev.castellan.testing.Readiness;
import dev.castellan.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the gate has decided on is what JAX-RS then calls: the same row, the same variables, however
 * the path is written.
 */
@QuarkusTest
@WithTestResource(Backends.class)
class RoutingTest {

  private static final int TRIES = 1_500;

  private static final List<String> TRICKS =
      List.of(
          "/",
          "//",
          "/./",
          "/../",
          "/x/../",
          "%2f",
          "%2F",
          "%2e%2E/",
          "/%2e/",
          "%252f",
          "%252e",
          "\\",
          "%5c",
          ";",
          ";x=1",
          "/;/",
          "..;/",
          "%3b",
          "%3Bx",
          "%00",
          "%0a",
          "%7f",
          "%c3%a9",
          "%C3%A9",
          "%c0%ae",
          "%",
          "%2",
          "%zz",
          "+",
          "%20",
          "%2B",
          ":",
          "{id}",
          "%7Bid%7d",
          "*",
          "~",
          ".",
          "..",
          "...",
          "%41",
          "settings",
          "profiles",
          "executions",
          "actions",
          "access");

  private static final List<String> IDS =
      List.of("999999", "4711", "turnOn", "executions", "profiles", "a%20b", "%7e", "-1", "x:y");

  private final List<Route> rows =
      RouteTable.load().routes().stream()
          .filter(each -> each.service().equals("smartobject-service"))
          .filter(each -> each.method().equals("GET") || each.method().equals("DELETE"))
          .toList();

  @TestHTTPResource(value = "/health/ready", management = true)
  URL ready;

  @BeforeEach
  void waitUntilReady() {
    Readiness.await(ready);
  }

  @Test
  void shouldCallWhatTheGateDecidedOn() throws IOException {
    long seed = Long.getLong("castellan.seed", 20_261_122L);
    Random random = new Random(seed);
    int answered = 0;
    for (int i = 0; i < TRIES; i++) {
      Route row = pick(rows, random);
      String path = spoilt(filled(row, random), random);
      String head = send(row.method(), path);
      String gate = header(head, RoutingProbe.GATE);
      if (gate != null) {
        answered++;
        assertThat(decoded(header(head, RoutingProbe.ROUTER))).as(path).isEqualTo(settled(gate));
      }
    }
    // Otherwise the tricks only met the gate's refusals, and nothing was compared.
    assertThat(answered).isGreaterThan(TRIES / 10);
  }

  @Test
  void shouldNotFailOverAQueryThatIsNone() throws IOException {
    for (String query :
        List.of("filter=%zz", "limit=%", "=&&", "filter=%c3%28", "sort", "sort=%00")) {
      assertThat(send("GET", "/smartobjects?" + query)).containsPattern("^HTTP/1.1 [24]00 ");
    }
  }

  private static String filled(Route row, Random random) {
    StringBuilder path = new StringBuilder();
    for (String segment : row.template().substring(1).split("/")) {
      path.append('/').append(segment.startsWith(":") ? pick(IDS, random) : segment);
    }
    return path.toString();
  }

  private static String spoilt(String path, Random random) {
    String spoilt = path;
    for (int i = random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(spoilt.length() + 1);
      spoilt = spoilt.substring(0, at) + pick(TRICKS, random) + spoilt.substring(at);
    }
    StringBuilder written = new StringBuilder();
    for (char c : spoilt.toCharArray()) {
      boolean encode = c != '/' && c != '%' && random.nextInt(12) == 0;
      written.append(
          encode ? String.format(random.nextBoolean() ? "%%%02x" : "%%%02X", (int) c) : c);
    }
    return written.toString();
  }

  /** As the bytes are, since every HTTP client settles paths in its own way. */
  private static String send(String method, String path) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
      String request =
          "%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\nConnection: close\r\n\r\n"
              .formatted(method, path, TestTokens.admin());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).as(path).startsWith("HTTP/1.1 ").doesNotStartWith("HTTP/1.1 5");
      return answer.split("\r\n\r\n", 2)[0];
    }
  }

  private static String header(String head, String name) {
    return head.lines()
        .filter(each -> each.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(each -> each.substring(name.length() + 1).strip())
        .findFirst()
        .orElse(null);
  }

  private static String settled(String gate) {
    int space = gate.indexOf(' ');
    return gate.substring(0, space) + URI.create("http://x" + gate.substring(space + 1)).getPath();
  }

  private static String decoded(String router) {
    int space = router.indexOf(' ');
    return router.substring(0, space)
        + URLDecoder.decode(router.substring(space + 1), StandardCharsets.UTF_8);
  }

  private static <T> T pick(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
