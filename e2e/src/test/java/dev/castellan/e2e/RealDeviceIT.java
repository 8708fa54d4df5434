package dev.castellan.e2e;

import static dev.castellan.e2e.Suite.as;
import static dev.castellan.e2e.Things.accepted;
import static dev.castellan.e2e.Things.createProcess;
import static dev.castellan.e2e.Things.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One device, two replicas that may drive it, and one of them is lost in the middle. */
@ExtendWith(Suite.class)
class RealDeviceIT {

  private static final int CALLS = 24;

  /** So many calls over HTTP to one over Kafka. */
  private static final int EVERY = 4;

  private static final int RUNS = CALLS / EVERY;
  private static final int FIRST_OF_RUNS = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Integer> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private HttpServer device;

  @BeforeEach
  void startDevice() throws IOException {
    device = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    device.setExecutor(threads);
    device.createContext("/", this::act);
    device.start();
  }

  @AfterEach
  void stopDevice() {
    device.stop(0);
    threads.shutdownNow();
  }

  @Test
  void shouldKeepTheOrderAndGiveEachCallOneEndWhenAReplicaIsKilled() {
    assumeTrue(Suite.ours(), "only processes of our own may be killed");
    long object = webhook();
    List<Long> processes =
        IntStream.range(0, RUNS).mapToObj(i -> process(object, FIRST_OF_RUNS + i)).toList();
    Map<Integer, String> calls = new HashMap<>();
    Map<Long, String> runs = new LinkedHashMap<>();
    for (int n = 0; n < CALLS; n++) {
      calls.put(n, call(object, n));
      if (n % EVERY == 0) {
        long process = processes.get(n / EVERY);
        runs.put(process, run(process));
      }
      if (n == CALLS / 2) {
        Suite.launcher("kill", "smartobject-service");
      }
    }
    Map<Integer, String> ends = new HashMap<>();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              calls.forEach((n, id) -> ends.put(n, statusOf(object, id)));
              return ends.values().stream().noneMatch(RealDeviceIT::isOpen);
            });
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> runEnds(runs).stream().noneMatch(RealDeviceIT::isOpen));
    Suite.launcher("start", "smartobject-service");

    assertThat(most).as("calls of the device at a time").hasValue(1);
    List<Integer> direct = received.stream().filter(n -> n < FIRST_OF_RUNS).toList();
    assertThat(direct).as("over HTTP, in order, none twice").isSorted().doesNotHaveDuplicates();
    List<Integer> commanded = received.stream().filter(n -> n >= FIRST_OF_RUNS).toList();
    assertThat(commanded).as("over Kafka, in order, none twice").isSorted().doesNotHaveDuplicates();
    assertThat(ends.values()).isSubsetOf("succeeded", "outcome-unknown");
    assertThat(ends.values().stream().filter("outcome-unknown"::equals).count())
        .isLessThanOrEqualTo(1);
    ends.forEach(
        (n, end) -> {
          if (end.equals("succeeded")) {
            assertThat(direct).contains(n);
          }
        });
    List<String> runEnds = runEnds(runs);
    long ran = runEnds.stream().filter("succeeded"::equals).count();
    assertThat((long) commanded.size()).as("runs ended %s", runEnds).isBetween(ran, (long) RUNS);
  }

  /** Whoever could not be told the status, null, asks again. */
  private static boolean isOpen(String status) {
    return status == null || status.equals("accepted") || status.equals("running");
  }

  /** A process that sends the device one number. */
  private static long process(long object, int n) {
    return createProcess(
        "simple",
        List.of(step(object, "send", 0, Map.of("body", "{\"n\": " + n + "}"))),
        List.of());
  }

  private static List<String> runEnds(Map<Long, String> runs) {
    return runs.entrySet().stream()
        .map(each -> runStatusOf(each.getKey(), each.getValue()))
        .toList();
  }

  private long webhook() {
    return as("admin")
        .body(
            Map.of(
                "module",
                "webhook",
                "reference",
                "webhook " + UUID.randomUUID(),
                "settings",
                Map.of("url", "http://127.0.0.1:" + device.getAddress().getPort() + "/")))
        .post("/smartobjects")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getLong("data.id");
  }

  private static String call(long object, int n) {
    return accepted(
        "/smartobjects/" + object + "/actions/send",
        Map.of("settings", Map.of("body", "{\"n\": " + n + "}")));
  }

  private static String run(long process) {
    return accepted("/process/" + process + "/execute", Map.of());
  }

  private static String statusOf(long object, String execution) {
    return as("admin")
        .get("/smartobjects/{o}/executions/{e}", object, execution)
        .jsonPath()
        .getString("data.status");
  }

  private static String runStatusOf(long process, String execution) {
    return as("admin")
        .get("/process/{p}/executions/{e}", process, execution)
        .jsonPath()
        .getString("data.status");
  }

  /** The device: slow enough to be met in the middle of an action. */
  private void act(HttpExchange exchange) throws IOException {
    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
    try {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      received.add(JsonPath.from(body).getInt("n"));
      TimeUnit.MILLISECONDS.sleep(300);
      byte[] answer = "{\"done\":true}".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      inside.decrementAndGet();
      exchange.close();
    }
  }
}
