package dev.castellan.e2e;

import static dev.castellan.e2e.Suite.as;
import static dev.castellan.e2e.Things.createObject;
import static dev.castellan.e2e.Things.createProcess;
import static dev.castellan.e2e.Things.execute;
import static dev.castellan.e2e.Things.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the manifests of k8s/ ask of a running process is there: metrics and probes. */
@ExtendWith(Suite.class)
class MonitoringIT {

  private static final Path K8S =
      Path.of(System.getProperty("castellan.root", "..")).resolve("k8s/components");
  private static final Pattern SERIES = Pattern.compile("\\b([a-z][a-z_]*)\\{([^}]*)}");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)(?:=~|!~|!=|=)\"");

  /** What Prometheus says of each series by itself. */
  private static final Set<String> OF_PROMETHEUS = Set.of("namespace", "service", "endpoint");

  @Test
  void shouldExposeEveryMetricThatIsShownOrCallsSomebody() throws IOException {
    assumeTrue(Suite.ours(), "management ports of a foreign suite are not known");
    // Meters of requests and of executions are made by the first of them.
    long light = createObject("virtual-light");
    long process =
        createProcess(
            "simple", List.of(step(light, "turnOn", 0, Map.of("brightness", 1))), List.of());
    execute("admin", process, Map.of()).statusCode(200);
    for (String each : List.of("/widgets", "/api/v2/smart-elements", "/objecttype")) {
      as("admin").get(each).then().statusCode(200);
    }
    Map<String, Set<String>> all = new TreeMap<>(Map.of("up", Set.of()));
    for (JsonNode service : services()) {
      String name = service.get("name").asText();
      Map<String, Set<String>> exposed = exposedBy(name);
      Path dashboard = K8S.resolve("monitoring/dashboards").resolve(name + ".json");
      Map<String, Set<String>> shown =
          series(
              new ObjectMapper()
                  .readTree(dashboard.toFile()).findValuesAsText("expr").stream()
                      .collect(Collectors.joining("\n")));
      assertThat(shown).hasSizeGreaterThan(5);
      check(shown, exposed);
      exposed.forEach((metric, labels) -> add(all, metric, labels));
    }
    Map<String, Set<String>> watched =
        series(Files.readString(K8S.resolve("monitoring/alerts.yaml")));
    assertThat(watched).hasSizeGreaterThan(5);
    check(watched, all);
  }

  /** Those that are asked for, with the labels by which they are asked for. */
  private static void check(Map<String, Set<String>> asked, Map<String, Set<String>> exposed) {
    assertThat(exposed.keySet()).containsAll(asked.keySet());
    asked.forEach(
        (metric, labels) ->
            assertThat(exposed.get(metric)).as("labels of %s", metric).containsAll(labels));
  }

  @Test
  void shouldAnswerTheProbesOfItsPod() throws IOException {
    assumeTrue(Suite.ours(), "management ports of a foreign suite are not known");
    Matcher path =
        Pattern.compile("path: (/q/\\S+)")
            .matcher(
                Files.readString(K8S.resolve("probes/pod.yaml"))
                    + Files.readString(K8S.resolve("monitoring/service-monitor.yaml")));
    Set<String> paths = new TreeSet<>();
    while (path.find()) {
      paths.add(path.group(1));
    }
    assertThat(paths).hasSize(4);
    for (JsonNode service : services()) {
      for (String each : paths) {
        RestAssured.get(service.get("managementUrl").asText() + each).then().statusCode(200);
      }
    }
  }

  /** By all its replicas: which of them did what was asked for is chance. */
  private static Map<String, Set<String>> exposedBy(String program) {
    return processes()
        .filter(each -> program(each).equals(program))
        .map(each -> RestAssured.get(each.get("managementUrl").asText() + "/q/metrics").asString())
        .map(MonitoringIT::exposed)
        .reduce(
            new TreeMap<>(),
            (some, more) -> {
              more.forEach((metric, labels) -> add(some, metric, labels));
              return some;
            });
  }

  private static Map<String, Set<String>> exposed(String metrics) {
    Map<String, Set<String>> exposed = series(metrics);
    metrics
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> add(exposed, line.split("[{ ]", 2)[0], Set.of()));
    return exposed;
  }

  /** Labels by metric, wherever one stands with its braces. */
  private static Map<String, Set<String>> series(String text) {
    Map<String, Set<String>> series = new TreeMap<>();
    Matcher each = SERIES.matcher(text);
    while (each.find()) {
      Set<String> labels =
          LABEL
              .matcher(each.group(2))
              .results()
              .map(label -> label.group(1))
              .filter(label -> !OF_PROMETHEUS.contains(label))
              .collect(Collectors.toSet());
      add(series, each.group(1), labels);
    }
    return series;
  }

  private static void add(Map<String, Set<String>> series, String metric, Set<String> labels) {
    series.computeIfAbsent(metric, name -> new TreeSet<>()).addAll(labels);
  }

  /** One process of each; second replicas are the same program. */
  private static List<JsonNode> services() {
    return processes().filter(each -> program(each).equals(each.get("name").asText())).toList();
  }

  private static Stream<JsonNode> processes() {
    return StreamSupport.stream(Suite.status().get("services").spliterator(), false);
  }

  private static String program(JsonNode process) {
    return process.get("name").asText().replaceFirst("-\\d+$", "");
  }
}
