package dev.castellan.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;
import java.util.function.LongFunction;

/**
 * Scenario 02: smartobject-service by itself, the token verified by it: reading one object and
 * lists of them, actions of virtual objects, and what a hanging device does to others.
 */
public final class SmartobjectLoad {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int OBJECTS = 10_000;
  private static final int DRIVEN = 1_000;
  private static final int DEVICES = 200;
  private static final int CALLERS = 32;

  private final URI service;
  private final String token;
  private final Series series;

  private SmartobjectLoad(URI service, String token, String[] arguments) {
    this.service = service;
    this.token = token;
    this.series = Series.of(service, token, arguments, 0);
  }

  /**
   * @param arguments as {@link Series#of} takes them; the service's address and a token come from
   *     {@code CASTELLAN_SERVICE_URL} and {@code CASTELLAN_TOKEN}
   */
  public static void main(String[] arguments) throws Exception {
    new SmartobjectLoad(
            URI.create(System.getenv("CASTELLAN_SERVICE_URL")),
            System.getenv("CASTELLAN_TOKEN"),
            arguments)
        .run();
  }

  private void run() throws Exception {
    List<Long> objects = create(OBJECTS, number -> virtual(number));
    IntFunction<List<ClosedLoop.Call>> one =
        rounds(CALLERS, objects, id -> get("/smartobjects/" + id));
    IntFunction<List<ClosedLoop.Call>> list = caller -> List.of(get("/smartobjects?limit=100"));
    IntFunction<List<ClosedLoop.Call>> filtered =
        caller ->
            List.of(
                get(
                    "/smartobjects?limit=100&sort=reference&filter=module==virtual-light;"
                        + "reference==bench*"));
    IntFunction<List<ClosedLoop.Call>> act =
        rounds(CALLERS, objects.subList(0, DRIVEN), id -> act(id, "turnOn"));
    series.warmUp(CALLERS, List.of(one, list, filtered, act));
    Series.head();
    series.line("GET one of 10 000", CALLERS, 200, one);
    series.line("list, limit=100", CALLERS, 200, list);
    series.line("list, limit=100, sorted and filtered, of 10 000", 1, 200, filtered);
    series.line("list, limit=100, sorted and filtered, of 10 000", 4, 200, filtered);
    series.line("action on 1 000 virtual objects", 1, 200, act);
    series.line("action on 1 000 virtual objects", CALLERS, 200, act);
    hanging();
  }

  /** 199 devices that answer at once, alternately with and without one that hangs. */
  private void hanging() throws Exception {
    try (DeviceServer devices = new DeviceServer()) {
      List<Long> quick = create(DEVICES - 1, number -> device(number, devices.quick()));
      long slow = create(1, number -> device(number, devices.hanging())).get(0);
      IntFunction<List<ClosedLoop.Call>> others = rounds(CALLERS / 2, quick, id -> act(id, "put"));
      series.one(CALLERS / 2, 200, others);
      List<ClosedLoop.Window> without = new ArrayList<>();
      List<ClosedLoop.Window> with = new ArrayList<>();
      for (int i = 0; i < series.windows(); i++) {
        without.add(series.one(CALLERS / 2, 200, others));
        FutureTask<ClosedLoop.Window> hanger = new FutureTask<>(() -> hang(slow));
        Thread.ofVirtual().start(hanger);
        with.add(series.one(CALLERS / 2, 200, others));
        if (hanger.get().failures() > 0) {
          throw new IllegalStateException("the hanging device was not cut off");
        }
        awaitIdle(slow);
      }
      Series.print("action on 199 HTTP devices", CALLERS / 2, without);
      Series.print("the same, a 200th hanging", CALLERS / 2, with);
    }
  }

  /** A caller that wants something of a device which never answers in time. */
  private ClosedLoop.Window hang(long slow) throws InterruptedException {
    return series.one(1, 504, caller -> List.of(act(slow, "put")));
  }

  /** Returns when nothing of the object is left to run, which would disturb what comes next. */
  private void awaitIdle(long slow) throws IOException, InterruptedException {
    String open =
        "/smartobjects/" + slow + "/executions?limit=1&filter=status=in=(accepted,running)";
    try (HttpConnection connection = new HttpConnection(service)) {
      byte[] request = connection.request("GET", open, token, null);
      while (true) {
        HttpConnection.Answer answer = connection.send(request);
        if (answer.status() != 200) {
          throw new IOException("answered " + answer.status() + ": " + answer.body());
        }
        if (JSON.readTree(answer.body()).get("data").isEmpty()) {
          return;
        }
        Thread.sleep(100);
      }
    }
  }

  /** Each object in turn, by one caller alone. */
  private static IntFunction<List<ClosedLoop.Call>> rounds(
      int callers, List<Long> ids, LongFunction<ClosedLoop.Call> call) {
    return caller -> {
      List<ClosedLoop.Call> round = new ArrayList<>();
      for (int i = caller; i < ids.size(); i += callers) {
        round.add(call.apply(ids.get(i)));
      }
      return round;
    };
  }

  private static ClosedLoop.Call get(String path) {
    return new ClosedLoop.Call("GET", path, null);
  }

  private static ClosedLoop.Call act(long id, String action) {
    return new ClosedLoop.Call("POST", "/smartobjects/" + id + "/actions/" + action, "{}");
  }

  private static Map<String, Object> virtual(int number) {
    return Map.of("module", "virtual-light", "reference", name(number));
  }

  private static Map<String, Object> device(int number, String url) {
    return Map.of(
        "module", "webhook", "reference", "device " + name(number), "settings", Map.of("url", url));
  }

  private static String name(int number) {
    return "bench " + number + " " + System.nanoTime();
  }

  private List<Long> create(int count, IntFunction<Map<String, Object>> body) throws IOException {
    List<Long> ids = new ArrayList<>();
    try (HttpConnection connection = new HttpConnection(service)) {
      for (int i = 0; i < count; i++) {
        byte[] request =
            connection.request(
                "POST", "/smartobjects", token, JSON.writeValueAsString(body.apply(i)));
        HttpConnection.Answer answer = connection.send(request);
        if (answer.status() != 201) {
          throw new IOException("answered " + answer.status() + ": " + answer.body());
        }
        ids.add(JSON.readTree(answer.body()).get("data").get("id").asLong());
      }
    }
    return ids;
  }
}
