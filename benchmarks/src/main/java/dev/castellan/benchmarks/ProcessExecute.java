package dev.castellan.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Scenario 01: executions of a process per second through the gateway, results awaited. Every
 * caller executes a process of its own, whose steps turn on lights of its own.
 */
public final class ProcessExecute {

  private static final int MOST_CALLERS = 32;
  private static final int HOP_SAMPLES = 500;

  private final URI gateway;
  private final String token;
  private final BenchSuite suite;
  private final Series series;

  private ProcessExecute(URI gateway, String token, String[] arguments) throws IOException {
    this.gateway = gateway;
    this.token = token;
    this.suite = new BenchSuite();
    this.series = Series.of(gateway, token, arguments, 0);
  }

  /**
   * @param arguments as {@link Series#of} takes them, then the number of executions to have stored
   *     for a second look, 0 for none; the gateway's address and a token come from {@code
   *     CASTELLAN_URL} and {@code CASTELLAN_TOKEN}
   */
  public static void main(String[] arguments) throws Exception {
    new ProcessExecute(
            URI.create(System.getenv("CASTELLAN_URL")), System.getenv("CASTELLAN_TOKEN"), arguments)
        .run(Integer.parseInt(arguments[3]));
  }

  private void run(int stored) throws Exception {
    List<Long> one = processes(1);
    List<Long> three = processes(3);
    IntFunction<List<ClosedLoop.Call>> oneStep = caller -> List.of(execute(one, caller));
    IntFunction<List<ClosedLoop.Call>> threeSteps = caller -> List.of(execute(three, caller));
    series.warmUp(MOST_CALLERS, List.of(oneStep, threeSteps));
    Series.head();
    series.line("1 step", 1, 200, oneStep);
    series.line("3 steps", 1, 200, threeSteps);
    List<Map<String, Double>> processors = new ArrayList<>();
    double rate = busy("1 step", oneStep, processors);
    double slower = busy("3 steps", threeSteps, processors);
    halfRate("1 step", rate, one);
    halfRate("3 steps", slower, three);
    if (stored > 0) {
      long there = StoredExecutions.fill(suite, stored);
      String name = " among " + there + " stored executions";
      // What the filling itself leaves to do is no part of the figure.
      for (int i = 0; i < series.windows(); i++) {
        series.one(MOST_CALLERS, 200, oneStep);
        series.one(MOST_CALLERS, 200, threeSteps);
      }
      series.line("1 step" + name, MOST_CALLERS, 200, oneStep);
      series.line("3 steps" + name, MOST_CALLERS, 200, threeSteps);
    }
    System.out.println();
    ProcessorTime.print(List.of("1 step", "3 steps"), processors);
    System.out.println();
    String kafka = System.getenv("CASTELLAN_KAFKA_ADDRESS");
    try (HttpConnection connection = new HttpConnection(gateway)) {
      ClosedLoop.Call call = execute(one, 0);
      byte[] request = connection.request(call.method(), call.path(), token, call.body());
      new HopTable(connection, request, kafka).print(HOP_SAMPLES);
    }
    System.out.println();
    double bare = new KafkaEcho(kafka).print(new int[] {1, MOST_CALLERS}, series.window());
    System.out.printf(
        Locale.ROOT,
        "%nBare requests and replies to one execution, %d in flight: %.1f with 1 step, %.1f with"
            + " 3%n",
        MOST_CALLERS,
        bare / rate,
        bare / slower);
  }

  private double busy(
      String name, IntFunction<List<ClosedLoop.Call>> calls, List<Map<String, Double>> processors)
      throws Exception {
    ProcessorTime begin = ProcessorTime.now(suite);
    double rate = series.line(name, MOST_CALLERS, 200, calls).perSecond();
    double requests = rate * series.window().toSeconds() * series.windows();
    processors.add(ProcessorTime.now(suite).since(begin, requests));
    return rate;
  }

  /** Latency at half of the highest rate, which a closed loop would make look better. */
  private void halfRate(String name, double most, List<Long> processes)
      throws InterruptedException {
    OpenLoop load = new OpenLoop(gateway, token, 2 * MOST_CALLERS);
    List<ClosedLoop.Window> seen = new ArrayList<>();
    for (int i = 0; i < series.windows(); i++) {
      seen.add(
          load.run(most / 2, series.window(), caller -> execute(processes, caller % MOST_CALLERS)));
    }
    Series.print(name + ", at half of that rate", 2 * MOST_CALLERS, seen);
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
