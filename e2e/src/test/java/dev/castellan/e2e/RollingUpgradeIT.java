package dev.castellan.e2e;

import static dev.castellan.e2e.Things.createObject;
import static dev.castellan.e2e.Things.createProcess;
import static dev.castellan.e2e.Things.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.castellan.e2e.SteadyLoad.Call;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An upgrade as a cluster does it: a second process is started and takes the new connections, then
 * the first one is stopped, drains and goes, while callers never stop asking.
 */
@ExtendWith(Suite.class)
class RollingUpgradeIT {

  private static final String GATEWAY = "gateway";
  private static final List<String> SERVICES =
      List.of(
          "smartobject-service",
          "process-service",
          "widget-service",
          "element-service",
          "objecttype-service");

  /** More answers than there are callers: each has had one since. */
  private static final int ROUND = 12;

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Test
  void shouldFailNoRequestWhileEveryProcessIsReplaced() throws Exception {
    assumeTrue(Suite.ours(), "only processes of our own may be replaced");
    assumeTrue(Files.exists(Path.of("/proc/self/environ")), "needs /proc");
    Map<String, JsonNode> running = running();
    Map<String, ClusterService> services = new LinkedHashMap<>();
    Map<String, String> upstreams = new HashMap<>();
    for (String each : SERVICES) {
      services.put(each, new ClusterService(portOf(running.get(each))));
      upstreams.put(
          "CASTELLAN_UPSTREAM_" + each.toUpperCase(Locale.ROOT).replace('-', '_'),
          services.get(each).url());
    }
    Surge oldGateway = Surge.of(GATEWAY, pidOf(running.get(GATEWAY)), upstreams);
    try (ClusterService door = new ClusterService(oldGateway.port())) {
      SteadyLoad load = new SteadyLoad(door.url(), () -> Suite.token("admin"), calls());
      try {
        for (String each : SERVICES) {
          replace(each, running.get(each), services.get(each), load);
        }
        Surge newGateway = Surge.of(GATEWAY, pidOf(running.get(GATEWAY)), upstreams);
        door.route(newGateway.port());
        oldGateway.leave();
        awaitProgress(load);
      } finally {
        load.stop();
      }
      assertThat(load.failures()).isEmpty();
      System.out.printf("%d requests answered during the upgrade, none failed%n", load.answered());
    }
    for (ClusterService each : services.values()) {
      each.close();
    }
  }

  /** A second process takes over; then the first, started again, takes over from it. */
  private static void replace(String name, JsonNode first, ClusterService service, SteadyLoad load)
      throws Exception {
    Surge second = Surge.of(name, pidOf(first), Map.of());
    service.route(second.port());
    Suite.launcher("restart", name);
    service.route(portOf(first));
    second.leave();
    awaitProgress(load);
  }

  private static void awaitProgress(SteadyLoad load) {
    int before = load.answered();
    await()
        .atMost(PATIENCE)
        .until(() -> load.answered() > before + ROUND || !load.failures().isEmpty());
  }

  private static List<Call> calls() {
    long light = createObject("virtual-light");
    long process =
        createProcess(
            "simple", List.of(step(light, "turnOn", 0, Map.of("brightness", 10))), List.of());
    return List.of(
        Call.get("/smartobjects/" + light),
        new Call("/smartobjects/" + light + "/actions/getState", "{}"),
        new Call("/process/" + process + "/execute", "{}"),
        Call.get("/widgets"),
        Call.get("/api/v2/smart-elements"),
        Call.get("/objecttype"));
  }

  private static Map<String, JsonNode> running() {
    Map<String, JsonNode> running = new HashMap<>();
    StreamSupport.stream(Suite.status().get("services").spliterator(), false)
        .forEach(each -> running.put(each.get("name").asText(), each));
    return running;
  }

  private static int portOf(JsonNode service) {
    return URI.create(service.get("url").asText()).getPort();
  }

  private static long pidOf(JsonNode service) {
    return service.get("pid").asLong();
  }
}
