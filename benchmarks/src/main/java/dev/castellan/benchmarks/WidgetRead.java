package dev.castellan.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Scenario 04: widgets read, listed and watched. */
public final class WidgetRead {

  private static final int WIDGETS = 100;
  private static final int OBJECTS = 30;
  private static final int STREAMS = 1_000;
  private static final int CHANGES = 30;
  private static final long SHORTEST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 6_000;
  private static final long WARMING_PAUSE_MILLIS = 1_100;

  /** The same pauses in every run. */
  private static final Random PAUSES = new Random(4);

  private static final String COMMANDS = "castellan.smartobject.commands.v1";

  private final URI gateway;
  private final String token;
  private final Series series;

  private WidgetRead(URI gateway, String token, String[] arguments) {
    this.gateway = gateway;
    this.token = token;
    this.series = Series.of(gateway, token, arguments, 0);
  }

  /**
   * @param arguments as {@link Series#of} takes them; the gateway's address and a token come from
   *     {@code CASTELLAN_URL} and {@code CASTELLAN_TOKEN}
   */
  public static void main(String[] arguments) throws Exception {
    new WidgetRead(
            URI.create(System.getenv("CASTELLAN_URL")), System.getenv("CASTELLAN_TOKEN"), arguments)
        .run();
  }

  private void run() throws Exception {
    List<Long> widgets = widgets();
    wake();
    String list = "/widgets?filter=id=ge=" + widgets.get(0) + "&limit=" + WIDGETS;
    cold(list);
    IntFunction<List<ClosedLoop.Call>> lists = caller -> List.of(get(list));
    IntFunction<List<ClosedLoop.Call>> one = caller -> List.of(get("/widgets/" + widgets.get(0)));
    series.warmUp(16, List.of(lists, one));
    Series.head();
    for (int callers : new int[] {1, 16}) {
      series.line("list of 100", callers, 200, lists);
      series.line("one widget", callers, 200, one);
    }
    System.out.println();
    streams();
  }

  /** The first command of a fresh suite waits for classes to be loaded, not for a device. */
  private void wake() throws IOException {
    try (Things things = new Things(gateway, token)) {
      for (int i = 0; i < 10; i++) {
        things.send("GET", "/widgets/" + widget(things, List.of(things.light())), null, 200);
      }
    }
  }

  /** What the first list costs the devices. */
  private void cold(String list) throws IOException {
    String kafka = System.getenv("CASTELLAN_KAFKA_ADDRESS");
    long before = kafka == null ? 0 : commands(kafka);
    long begin = System.nanoTime();
    String body;
    try (Things things = new Things(gateway, token)) {
      body = things.send("GET", list, null, 200);
    }
    System.out.printf(
        Locale.ROOT,
        "First list of %d widgets with 3 sources each: %.0f ms, %s device actions, %d values%n%n",
        WIDGETS,
        (System.nanoTime() - begin) / 1e6,
        kafka == null ? "?" : commands(kafka) - before,
        body.split("level 255", -1).length - 1);
  }

  /** From the request that changes the object to the event, on every stream. */
  private void streams() throws Exception {
    try (Things things = new Things(gateway, token)) {
      long light = things.light();
      long widget = widget(things, List.of(light));
      List<Watcher> watchers = new ArrayList<>();
      CountDownLatch open = new CountDownLatch(STREAMS);
      for (int i = 0; i < STREAMS; i++) {
        watchers.add(
            new Watcher(gateway, "/widgets/" + widget + "/stream", token, at -> open.countDown()));
      }
      boolean all = open.await(30, TimeUnit.SECONDS);
      System.out.printf("%d streams, all open: %s%n%n", STREAMS, all);
      // Right after another change an object is not asked again: at most once a second.
      Told apart = new Told("a second or more");
      Told close = new Told("less");
      Told unheard = new Told("warm-up");
      long warm = Math.min(200, series.warmUp().toMillis() / WARMING_PAUSE_MILLIS);
      for (int level = CHANGES + 1; level <= CHANGES + warm; level++) {
        TimeUnit.MILLISECONDS.sleep(WARMING_PAUSE_MILLIS);
        change(things, light, level, watchers, unheard);
      }
      for (int change = 1; change <= CHANGES; change++) {
        // Sometimes right behind the change before or a look that nobody asked for, sometimes long.
        long pause = PAUSES.nextLong(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
        TimeUnit.MILLISECONDS.sleep(pause);
        change(things, light, change, watchers, pause < 1_000 ? close : apart);
      }
      System.out.println("| after the last change | changes | p50 ms | p99 ms | max ms | missed |");
      System.out.println("|---|---|---|---|---|---|");
      apart.print();
      close.print();
      for (Watcher each : watchers) {
        each.close();
      }
    }
  }

  private static void change(
      Things things, long light, int level, List<Watcher> watchers, Told told) throws Exception {
    CountDownLatch waiting = new CountDownLatch(watchers.size());
    long begin = System.nanoTime();
    for (Watcher each : watchers) {
      each.expect(
          "level " + level + " ",
          at -> {
            told.latencies.recordValue((at - begin) / 1_000);
            waiting.countDown();
          });
    }
    things.send(
        "POST",
        "/smartobjects/" + light + "/actions/turnOn",
        Map.of("settings", Map.of("brightness", level)),
        200);
    told.changes++;
    told.missed += waiting.await(10, TimeUnit.SECONDS) ? 0 : (int) waiting.getCount();
  }

  /** When streams have told of changes. */
  private static final class Told {

    private final String pause;
    private final Histogram latencies =
        new ConcurrentHistogram(Duration.ofMinutes(1).toNanos() / 1_000, 3);
    private int changes;
    private int missed;

    private Told(String pause) {
      this.pause = pause;
    }

    void print() {
      System.out.printf(
          Locale.ROOT,
          "| %s | %d | %.1f | %.1f | %.1f | %d |%n",
          pause,
          changes,
          latencies.getValueAtPercentile(50) / 1e3,
          latencies.getValueAtPercentile(99) / 1e3,
          latencies.getMaxValue() / 1e3,
          missed);
    }
  }

  private List<Long> widgets() throws IOException {
    try (Things things = new Things(gateway, token)) {
      List<Long> lights = new ArrayList<>();
      for (int i = 0; i < OBJECTS; i++) {
        long light = things.light();
        things.send("POST", "/smartobjects/" + light + "/actions/turnOn", Map.of(), 200);
        lights.add(light);
      }
      List<Long> ids = new ArrayList<>();
      for (int i = 0; i < WIDGETS; i++) {
        int first = i;
        ids.add(
            widget(
                things,
                List.of(
                    lights.get(first % OBJECTS),
                    lights.get((first + 1) % OBJECTS),
                    lights.get((first + 2) % OBJECTS))));
      }
      return ids;
    }
  }

  private static long widget(Things things, List<Long> lights) throws IOException {
    List<Map<String, Object>> sources = new ArrayList<>();
    List<Map<String, Object>> contents = new ArrayList<>();
    contents.add(Map.of("type", "title", "content", "A room with lights"));
    for (int i = 0; i < lights.size(); i++) {
      sources.add(Map.of("reference", "light" + i, "source", lights.get(i), "action", "getState"));
      String template = "Light is {light" + i + ".on}, level {light" + i + ".brightness} now";
      contents.add(Map.of("type", "content", "content", template));
    }
    return things.create(
        "/widgets",
        Map.of(
            "reference",
            Things.name("widget"),
            "icon",
            "bulb-outline",
            "sources",
            sources,
            "contents",
            contents));
  }

  private static ClosedLoop.Call get(String path) {
    return new ClosedLoop.Call("GET", path, null);
  }

  /** Commands that were ever sent. */
  private static long commands(String kafka) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(COMMANDS).stream()
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
    }
  }
}
