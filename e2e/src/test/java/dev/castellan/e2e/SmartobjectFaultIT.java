package dev.castellan.e2e;

import static dev.castellan.e2e.Suite.as;
import static dev.castellan.e2e.Things.createObject;
import static dev.castellan.e2e.Things.createProcess;
import static dev.castellan.e2e.Things.stateOf;
import static dev.castellan.e2e.Things.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Replicas of smartobject-service are killed while devices are driven, by clients and by commands
 * of processes: every action ends in exactly one recorded outcome, and devices have seen what the
 * records say. With {@code castellan.long} 5 000 actions, with {@code castellan.faults=N} so many.
 */
@ExtendWith(Suite.class)
class SmartobjectFaultIT {

  private static final int ACTIONS =
      Boolean.getBoolean("castellan.long") ? 5_000 : Integer.getInteger("castellan.faults", 0);

  private static final int SWITCHES = 20;
  private static final int DEVICES = 10;
  private static final int CALLERS = 16;

  /** Without any the machine does little else than starting processes. */
  private static final int LONGEST_PEACE_MILLIS = 15_000;

  private static final List<String> VICTIMS =
      List.of("smartobject-service", "smartobject-service-2");
  private static final Set<String> OPEN = Set.of("accepted", "running");

  /** How often a device got each message. */
  private final Map<String, Integer> delivered = new ConcurrentHashMap<>();

  /** A switch, and a process that toggles it. */
  private record Subject(long device, long process) {}

  /** An action as the list of its object shows it. */
  private record Action(String id, String run, String status) {}

  /** What clients have had accepted: the object by execution. */
  private final Map<String, Long> accepted = new ConcurrentHashMap<>();

  /** Executions of processes: the switch by execution. */
  private final Map<String, Subject> runs = new ConcurrentHashMap<>();

  /** What a device was sent, by execution. */
  private final Map<String, String> messages = new ConcurrentHashMap<>();

  @Test
  void shouldEndEveryActionOnceWhileReplicasAreKilled() throws Exception {
    assumeTrue(ACTIONS > 0, "takes minutes");
    assumeTrue(Suite.ours(), "only processes of our own may be killed");
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback(), 0), 256);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::receive);
    server.start();
    try {
      List<Subject> switches = new ArrayList<>();
      List<Long> devices = new ArrayList<>();
      for (int i = 0; i < SWITCHES; i++) {
        switches.add(subject());
      }
      for (int i = 0; i < DEVICES; i++) {
        devices.add(webhook(server.getAddress().getPort()));
      }
      sendWhileKilling(switches, devices);
      assertThat(accepted.size() + runs.size()).isEqualTo(ACTIONS);

      Map<String, JsonPath> ended = new ConcurrentHashMap<>();
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> allEnded(ended));
      Map<String, String> ends = new HashMap<>();
      for (Subject each : switches) {
        ends.putAll(ends(each));
      }
      assertThat(ends.keySet()).containsExactlyInAnyOrderElementsOf(runs.keySet());
      assertThat(Collections.frequency(ends.values(), "succeeded"))
          .as("most commands come in time: %s", ends.values())
          .isGreaterThan(ends.size() / 2);
      assertThat(Suite.launcher("dlq", "list"))
          .as("no command was given up")
          .doesNotContain("castellan.smartobject.commands");
      switches.forEach(each -> checkSwitch(each, ends));
      devices.forEach(device -> checkDevice(device, ended));
      System.out.printf(
          "%d actions of clients ended: %s, %d of processes: %s%n",
          ended.size(),
          counted(ended.values().stream().map(each -> each.getString("data.status"))),
          ends.size(),
          counted(ends.values().stream()));
    } finally {
      server.stop(0);
    }
  }

  private static Map<String, Long> counted(Stream<String> statuses) {
    return statuses.collect(Collectors.groupingBy(each -> each, Collectors.counting()));
  }

  private void sendWhileKilling(List<Subject> switches, List<Long> devices) throws Exception {
    List<Future<?>> sending = new ArrayList<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      for (int i = 0; i < ACTIONS; i++) {
        int number = i;
        sending.add(
            callers.submit(
                () -> {
                  Subject subject = switches.get(number % SWITCHES);
                  switch (number % 3) {
                    case 0 -> send(devices.get(number % DEVICES));
                    case 1 ->
                        accepted.put(
                            accept(subject.device(), "toggle", Map.of()), subject.device());
                    default -> runs.put(execute(subject), subject);
                  }
                }));
      }
      Random random = new Random(7);
      do {
        String victim = VICTIMS.get(random.nextInt(VICTIMS.size()));
        Suite.launcher("kill", victim);
        Suite.launcher("start", victim);
        Thread.sleep(random.nextInt(LONGEST_PEACE_MILLIS));
      } while (sending.stream().anyMatch(each -> !each.isDone()));
      for (Future<?> each : sending) {
        each.get();
      }
    }
  }

  private void send(long device) {
    String message = UUID.randomUUID().toString();
    String body = "{\"message\":\"" + message + "\"}";
    String execution = accept(device, "send", Map.of("settings", Map.of("body", body)));
    messages.put(execution, message);
    accepted.put(execution, device);
  }

  private static String execute(Subject subject) {
    return Things.accepted("/process/" + subject.process() + "/execute", Map.of());
  }

  private static String accept(long object, String action, Map<String, ?> body) {
    return Things.accepted("/smartobjects/" + object + "/actions/" + action, body);
  }

  private boolean allEnded(Map<String, JsonPath> ended) {
    for (Map.Entry<String, Long> each : accepted.entrySet()) {
      if (!ended.containsKey(each.getKey())) {
        JsonPath execution =
            as("admin")
                .get("/smartobjects/{o}/executions/{e}", each.getValue(), each.getKey())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        if (OPEN.contains(execution.getString("data.status"))) {
          return false;
        }
        ended.put(each.getKey(), execution);
      }
    }
    return true;
  }

  /** How the executions of a process ended, all of them. */
  private static Map<String, String> ends(Subject subject) {
    String path = "/process/" + subject.process() + "/executions?limit=1000";
    JsonPath list =
        await()
            .atMost(Duration.ofMinutes(2))
            .pollInterval(Duration.ofSeconds(1))
            .until(
                () -> as("admin").get(path).then().statusCode(200).extract().jsonPath(),
                got -> got.<String>getList("data.status").stream().noneMatch(OPEN::contains));
    List<String> ids = list.getList("data.executionId");
    List<String> statuses = list.getList("data.status");
    return IntStream.range(0, ids.size())
        .boxed()
        .collect(Collectors.toMap(ids::get, statuses::get));
  }

  /** Its effect and its record are one transaction, so they agree to the last one. */
  private void checkSwitch(Subject subject, Map<String, String> ends) {
    List<Action> actions = recorded(subject.device());
    List<Action> direct = actions.stream().filter(each -> each.run() == null).toList();
    assertThat(direct).allMatch(each -> each.status().equals("succeeded"));
    List<Action> commanded = actions.stream().filter(each -> each.run() != null).toList();
    assertThat(commanded.stream().map(Action::run))
        .doesNotHaveDuplicates()
        .allMatch(run -> subject.equals(runs.get(run)));
    assertThat(succeeded(commanded).map(Action::run))
        .as("an execution that did not succeed may have acted all the same")
        .containsAll(
            runs.entrySet().stream()
                .filter(each -> each.getValue().equals(subject))
                .map(Map.Entry::getKey)
                .filter(run -> ends.get(run).equals("succeeded"))
                .toList());
    assertThat(((Number) stateOf(subject.device()).get("changes")).longValue())
        .isEqualTo(succeeded(actions).count());
  }

  private static Stream<Action> succeeded(List<Action> actions) {
    return actions.stream().filter(each -> each.status().equals("succeeded"));
  }

  private void checkDevice(long object, Map<String, JsonPath> ended) {
    recorded(object);
    accepted.forEach(
        (execution, device) -> {
          if (device == object) {
            int times = delivered.getOrDefault(messages.get(execution), 0);
            String status = ended.get(execution).getString("data.status");
            switch (status) {
              case "succeeded" -> assertThat(times).as(execution).isEqualTo(1);
              case "failed" -> assertThat(times).as(execution).isZero();
              default -> assertThat(times).as(execution + " " + status).isLessThanOrEqualTo(1);
            }
          }
        });
  }

  /** Actions of the object, of which those of clients are exactly the accepted ones. */
  private List<Action> recorded(long object) {
    List<Action> actions =
        as("admin")
            .get("/smartobjects/{o}/executions?limit=1000", object)
            .jsonPath()
            .getList("data", Map.class)
            .stream()
            .map(
                each ->
                    new Action(
                        (String) each.get("id"),
                        (String) each.get("processExecutionId"),
                        (String) each.get("status")))
            .toList();
    assertThat(actions.stream().filter(each -> each.run() == null).map(Action::id))
        .containsExactlyInAnyOrderElementsOf(
            accepted.entrySet().stream()
                .filter(each -> each.getValue() == object)
                .map(Map.Entry::getKey)
                .toList());
    return actions;
  }

  private void receive(HttpExchange exchange) {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      delivered.merge(JsonPath.from(body).getString("message"), 1, Integer::sum);
      exchange.sendResponseHeaders(204, -1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Subject subject() {
    long device = createObject("virtual-switch");
    return new Subject(
        device, createProcess("simple", List.of(step(device, "toggle", 0, Map.of())), List.of()));
  }

  private static long webhook(int port) {
    return as("admin")
        .body(
            Map.of(
                "module",
                "webhook",
                "reference",
                "device " + UUID.randomUUID(),
                "settings",
                Map.of("url", "http://127.0.0.1:" + port + "/")))
        .post("/smartobjects")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getLong("data.id");
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }
}
