package dev.castellan.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.castellan.contracts.routes.RouteTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When somebody is called, and when not. That the metrics exist, MonitoringIT of e2e shows. */
class AlertsTest {

  private static final Pattern REQUESTS =
      Pattern.compile("http_server_requests_seconds_\\w+\\{([^}]*)}");
  private static final Pattern AGE =
      Pattern.compile("time\\(\\) - process_start_time_seconds\\{[^}]*}\\) > (\\d+) \\* 86400$");
  private static final int DAYS_TO_ACT = 30;
  private static final Pattern EXCLUDED = Pattern.compile("uri!~\"([^\"]+)\"");

  @Test
  void shouldNoticeAServiceThatHasVanished() {
    Manifests manifests = Manifests.of("prod");
    String expression = expression(manifests, "CastellanServiceDown");
    assertThat(manifests.kind("Deployment").map(Manifests::name))
        .hasSize(6)
        .allSatisfy(
            name ->
                assertThat(expression)
                    .contains("absent(up{namespace=\"" + manifests.namespace() + "\"")
                    .contains("endpoint=\"management\", service=\"" + name + "\"})"));
  }

  @Test
  void shouldTakeNoStreamForASlowRequest() throws IOException {
    Matcher read = REQUESTS.matcher(expression(Manifests.of("prod"), "CastellanSlow"));
    Set<String> left = new TreeSet<>();
    while (read.find()) {
      Matcher excluded = EXCLUDED.matcher(read.group(1));
      assertThat(excluded.find()).as(read.group()).isTrue();
      left.add(excluded.group(1));
    }
    assertThat(left).hasSize(1);
    Pattern streams = Pattern.compile(left.iterator().next());
    assertThat(pathsOfStreams()).hasSizeGreaterThan(1).allMatch(streams.asMatchPredicate());
    assertThat(RouteTable.load().routes())
        .filteredOn(route -> streams.matcher(route.template()).matches())
        .isNotEmpty()
        .allMatch(route -> route.timeout().isEmpty());
  }

  @Test
  void shouldCallForARestartBeforeCertificatesExpire() {
    Manifests manifests = Manifests.of("prod");
    Matcher age = AGE.matcher(expression(manifests, "CastellanCertificatesAge"));
    assertThat(age.find()).isTrue();
    int days = Integer.parseInt(age.group(1));
    for (String each : List.of("clusterCa", "clientsCa")) {
      JsonNode authority = manifests.named("Kafka", "kafka").at("/spec/" + each);
      // What is read is never nearer its end than this: it would have been renewed.
      int left = authority.get("renewalDays").asInt();
      assertThat(left).as(each).isBetween(days + DAYS_TO_ACT, days * 2);
      assertThat(authority.get("validityDays").asInt()).as(each).isGreaterThan(left);
    }
  }

  /** What the services say of themselves. */
  private static List<String> pathsOfStreams() throws IOException {
    try (Stream<Path> files = Files.list(Tools.ROOT.resolve("docs/openapi"))) {
      return files
          .filter(file -> file.toString().endsWith("-service.yaml"))
          .flatMap(file -> read(file).path("paths").properties().stream())
          .filter(path -> path.getValue().findValue("text/event-stream") != null)
          .map(path -> path.getKey())
          .toList();
    }
  }

  private static JsonNode read(Path file) {
    try {
      return Manifests.YAML.readTree(file.toFile());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String expression(Manifests manifests, String alert) {
    return Manifests.stream(manifests.named("PrometheusRule", "castellan").at("/spec/groups"))
        .flatMap(group -> Manifests.stream(group.get("rules")))
        .filter(rule -> rule.path("alert").asText().equals(alert))
        .map(rule -> rule.get("expr").asText())
        .findFirst()
        .orElseThrow();
  }
}
