package dev.castellan.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Scenario 01: executions of a process per second through the gateway, results awaited. Every
 * caller executes a process of its own, whose steps turn on lights of its own.
 */
public final class ProcessExecute {

  private static final int MOST_CALLERS = 32;
  private static final int HOP_SAMPLES = 500;

  private final URI gateway;
  private final String token;
  private final Duration window;
  private final int windows;

  private ProcessExecute(URI gateway, String token, Duration window, int windows) {
    this.gateway = gateway;
    this.token = token;
    this.window = window;
    this.windows = windows;
  }

  /**
   * @param arguments seconds of warm-up, seconds of a window, number of windows; the gateway's
   *     address and a token come from {@code CASTELLAN_URL} and {@code CASTELLAN_TOKEN}
   */
  public static void main(String[] arguments) throws Exception {
    ProcessExecute scenario =
        new ProcessExecute(
            URI.create(System.getenv("CASTELLAN_URL")),
            System.getenv("CASTELLAN_TOKEN"),
            Duration.ofSeconds(Long.parseLong(arguments[1])),
            Integer.parseInt(arguments[2]));
    scenario.run(Duration.ofSeconds(Long.parseLong(arguments[0])));
  }

  private void run(Duration warmUp) throws Exception {
    List<Long> oneStep = processes(1);
    List<Long> threeSteps = processes(3);
    ClosedLoop load = new ClosedLoop(gateway, token);
    load.run(MOST_CALLERS, warmUp.dividedBy(2), 200, caller -> execute(oneStep, caller));
    load.run(MOST_CALLERS, warmUp.dividedBy(2), 200, caller -> execute(threeSteps, caller));
    System.out.println("| steps | callers | executions/s | p50 ms | p99 ms | max ms | failures |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (int callers : new int[] {1, MOST_CALLERS}) {
      report(load, 1, callers, oneStep);
      report(load, 3, callers, threeSteps);
    }
    String kafka = System.getenv("CASTELLAN_KAFKA_ADDRESS");
    if (kafka != null) {
      System.out.println();
      try (HttpConnection connection = new HttpConnection(gateway)) {
        ClosedLoop.Call call = execute(oneStep, 0);
        byte[] request = connection.request(call.method(), call.path(), token, call.body());
        new HopTable(connection, request, kafka).print(HOP_SAMPLES);
      }
      System.out.println();
      new KafkaEcho(kafka).print(new int[] {1, MOST_CALLERS}, window);
    }
  }

  private void report(ClosedLoop load, int steps, int callers, List<Long> processes)
      throws InterruptedException {
    List<ClosedLoop.Window> seen = new ArrayList<>();
    for (int i = 0; i < windows; i++) {
      seen.add(load.run(callers, window, 200, caller -> execute(processes, caller)));
    }
    seen.sort(Comparator.comparingDouble(ClosedLoop.Window::perSecond));
    ClosedLoop.Window median = seen.get(seen.size() / 2);
    System.out.printf(
        Locale.ROOT,
        "| %d | %d | %.0f | %.2f | %.2f | %.1f | %d |%n",
        steps,
        callers,
        median.perSecond(),
        median.p50() / 1e3,
        median.p99() / 1e3,
        median.max() / 1e3,
        seen.stream().mapToLong(ClosedLoop.Window::failures).sum());
  }

  private static ClosedLoop.Call execute(List<Long> processes, int caller) {
    return new ClosedLoop.Call("POST", "/process/" + processes.get(caller) + "/execute", "{}");
  }

  private List<Long> processes(int steps) throws IOException {
    List<Long> ids = new ArrayList<>();
    try (Things things = new Things(gateway, token)) {
      for (int i = 0; i < MOST_CALLERS; i++) {
        List<Map<String, Object>> sources = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
          sources.add(turnOn(things.light()));
        }
        String name = "bench " + steps + " " + i + " " + System.nanoTime();
        ids.add(
            things.create(
                "/process",
                Map.of(
                    "reference",
                    name,
                    "name",
                    name,
                    "nameEnable",
                    "on",
                    "nameDisable",
                    "off",
                    "description",
                    "",
                    "espace",
                    1,
                    "icon",
                    "bulb-outline",
                    "mode",
                    "simple",
                    "sources",
                    sources,
                    "inputs",
                    List.of())));
      }
    }
    return ids;
  }

  private static Map<String, Object> turnOn(long light) {
    return Map.of(
        "source",
        Map.of("id", light, "type", "smartobject"),
        "action",
        "turnOn",
        "enable",
        0,
        "arguments",
        Map.of("brightness", 100));
  }
}
