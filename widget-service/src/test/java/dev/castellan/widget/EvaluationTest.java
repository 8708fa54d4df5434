package dev.castellan.widget;

import static dev.castellan.widget.TestWidgets.admin;
import static dev.castellan.widget.TestWidgets.widget;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.ActionRequested;
import dev.castellan.contracts.smartobject.SmartobjectDeleted;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.contracts.widget.WidgetSourceLost;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import dev.castellan.testing.Promise;
import dev.castellan.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class EvaluationTest extends WithDevices {

  private static final long OCCUPANT = TestTokens.OCCUPANT_PROFILE;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Questions under way at once. */
  private static final int AT_ONCE = 64;

  @Test
  void shouldShowWhatTheObjectsSay() {
    long lamp = lamp(Map.of("on", true, "rooms", List.of("hall", "attic")));
    long id =
        widget()
            .source(
                Map.of(
                    "reference",
                    "lamp",
                    "source",
                    lamp,
                    "action",
                    "getState",
                    "arguments",
                    Map.of("unit", "lux")))
            .content("title", "Lamp is {lamp.on}")
            .content("list", "{lamp.rooms}")
            .create();

    Answered.read(() -> admin().get("/widgets/{id}", id))
        .then()
        .statusCode(200)
        .body("data.contents.content", contains("Lamp is true", "- hall\n- attic"))
        .body("data.errors", empty());
    ActionRequested command = devices.commandsOf(lamp).get(0);
    assertThat(command.requireSafe()).isTrue();
    assertThat(command.source()).isEqualTo("widget");
    assertThat(command.arguments()).containsEntry("unit", "lux");
    assertThat(command.caller().login()).isEqualTo("admin");
    long content = admin().get("/widgets/{id}", id).jsonPath().getLong("data.contents[0].id");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                admin()
                    .get("/widgets/{id}/contents/{c}", id, content)
                    .then()
                    .body("data.content", equalTo("Lamp is true")));
  }

  @Test
  void shouldLeaveOutWhatFailsAndShowTheRest() {
    long good = lamp(Map.of("level", 3));
    long broken = lamp(Map.of());
    devices.fails(broken, "action-failed");
    long id =
        widget()
            .source("good", good)
            .source("broken", broken)
            .source("none", TestObjects.nextId())
            .content(2, "<{good.level}|{broken.level}|{none.level}>")
            .create();

    Answered.read(() -> admin().get("/widgets/{id}", id))
        .then()
        .statusCode(200)
        .body("error", equalTo(false))
        .body("data.contents[0].content", equalTo("<3||>"))
        .body("data.errors.source", contains("broken", "none"))
        .body("data.errors.code", contains("action-failed", "smartobject-not-found"));
  }

  @Test
  void shouldAskOncePerObjectActionAndArgumentsForAWholeList() {
    String mark = UUID.randomUUID().toString();
    List<Long> lamps =
        Stream.generate(() -> lamp(Map.of("mark", "on"), OCCUPANT)).limit(3).toList();
    List<Long> made = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      made.add(
          widget()
              .with("reference", i + " " + mark)
              .source("a", lamps.get(0))
              .source("b", lamps.get(1))
              .source(
                  Map.of(
                      "reference",
                      "c",
                      "source",
                      lamps.get(2),
                      "action",
                      "getState",
                      "arguments",
                      Map.of("side", i % 2)))
              .content(2, "{a.mark} {b.mark} {c.mark}")
              .create());
    }

    Supplier<Response> read =
        () -> TestTokens.asOccupant().queryParam("filter", "reference==*" + mark).get("/widgets");
    Response first = read.get();

    // Before anything that was late is asked again.
    assertThat(devices.asked(lamps.get(0))).hasSizeLessThanOrEqualTo(1);
    assertThat(devices.asked(lamps.get(1))).hasSizeLessThanOrEqualTo(1);
    assertThat(sidesAsked(lamps.get(2))).doesNotHaveDuplicates();
    Response list = Answered.isLate(first) ? Answered.read(read) : first;
    assertThat(list.jsonPath().getList("data.contents.flatten().content", String.class))
        .hasSize(100)
        .containsOnly("on on on");
    assertThat(sidesAsked(lamps.get(2))).containsOnly(0, 1);
    made.forEach(id -> admin().delete("/widgets/{id}", id));
  }

  private static List<Object> sidesAsked(long lamp) {
    return devices.asked(lamp).stream().map(each -> each.arguments().get("side")).toList();
  }

  @Test
  void shouldAskOnceForReadersThatComeTogetherAndForThoseWhoComeSoon() {
    long lamp = lamp(Map.of("level", 1));
    Map<String, Object> source =
        Map.of("reference", "lamp", "source", lamp, "action", "getState", "refresh", 3600);
    long id = widget().source(source).content(2, "{lamp.level}").create();

    List<CompletableFuture<Response>> readers =
        IntStream.range(0, 20)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> admin().get("/widgets/{id}", id)))
            .toList();
    for (CompletableFuture<Response> each : readers) {
      if (!Answered.isLate(each.join())) {
        assertThat(contentIn(each.join())).isEqualTo("1");
      }
    }
    assertThat(devices.asked(lamp)).hasSizeLessThanOrEqualTo(1);

    assertThat(contentOf(id, TestTokens.admin())).isEqualTo("1");
    // Once, unless that was late.
    int asked = devices.asked(lamp).size();
    devices.state(lamp, Map.of("level", 2));
    assertThat(contentOf(id, TestTokens.admin())).isEqualTo("1");
    assertThat(devices.asked(lamp)).hasSize(asked);
  }

  @Test
  void shouldAskAgainWhenTheValueIsTooOld() {
    long lamp = lamp(Map.of("level", 1));
    Map<String, Object> source =
        Map.of("reference", "lamp", "source", lamp, "action", "getState", "refresh", 1);
    long id = widget().source(source).content(2, "{lamp.level}").create();
    long start = System.nanoTime();
    assertThat(contentOf(id, TestTokens.admin())).isEqualTo("1");

    devices.state(lamp, Map.of("level", 2));

    await().atMost(PATIENCE).until(() -> contentOf(id, TestTokens.admin()), "2"::equals);
    assertThat(devices.asked(lamp)).hasSizeBetween(2, 2 + secondsSince(start));
  }

  @Test
  void shouldAskAgainWhenTheObjectHasActedButNotForEachAction() {
    long lamp = lamp(Map.of("level", 1));
    Map<String, Object> source =
        Map.of("reference", "lamp", "source", lamp, "action", "getState", "refresh", 3600);
    long id = widget().source(source).content(2, "{lamp.level}").create();
    assertThat(contentOf(id, TestTokens.admin())).isEqualTo("1");
    devices.state(lamp, Map.of("level", 2));

    int before = devices.commandsOf(lamp).size();
    long start = System.nanoTime();
    while (System.nanoTime() - start < Duration.ofMillis(2_500).toNanos()) {
      devices.acted(lamp);
      admin().get("/widgets/{id}", id);
    }

    await().atMost(PATIENCE).until(() -> contentOf(id, TestTokens.admin()), "2"::equals);
    assertThat(devices.commandsOf(lamp))
        .hasSizeBetween(before + 1, before + 1 + secondsSince(start));
  }

  @Test
  void shouldDecideForEachViewerAtEachRead() {
    SmartobjectState lamp = TestObjects.lamp(OCCUPANT);
    devices.state(lamp.id(), Map.of("level", 9));
    long id = widget().source("lamp", lamp.id()).content(2, "{lamp.level}").create();

    assertThat(contentOf(id, TestTokens.admin())).isEqualTo("9");
    assertThat(contentOf(id, TestTokens.occupant())).isEqualTo("9");
    TestTokens.asGuest()
        .get("/widgets/{id}", id)
        .then()
        .statusCode(200)
        .body("data.contents[0].content", equalTo(""))
        .body("data.errors.code", contains("forbidden"));

    TestObjects.announce(lamp.id(), lamp.reference());

    await().atMost(PATIENCE).until(() -> contentOf(id, TestTokens.occupant()), ""::equals);
    TestTokens.asOccupant()
        .queryParam("filter", "id==" + id)
        .get("/widgets")
        .then()
        .body("data[0].contents[0].content", equalTo(""))
        .body("data[0].errors.code", contains("forbidden"));
    assertThat(contentOf(id, TestTokens.admin())).isEqualTo("9");
  }

  @Test
  void shouldNotAskForAViewerWhoMayNotSeeTheAnswer() {
    long lamp = lamp(Map.of("level", 9));
    long id = widget().source("lamp", lamp).content(2, "{lamp.level}").create();

    assertThat(contentOf(id, TestTokens.guest())).isEmpty();

    assertThat(devices.asked(lamp)).isEmpty();
    // And would have been asked for one who may.
    assertThat(contentOf(id, TestTokens.admin())).isEqualTo("9");
    assertThat(devices.asked(lamp)).isNotEmpty();
  }

  @Test
  void shouldWaitTwoSecondsForADeviceThatHangsAndLetNoOtherWait() throws Exception {
    Promise.assertKept(Duration.ofMillis(1_800), EvaluationTest::timeOfOthersWhileADeviceHangs);
  }

  /** How long whoever need not wait for it waits at most: two seconds when he does. */
  private static Duration timeOfOthersWhileADeviceHangs() {
    long hanging = TestObjects.lamp().id();
    long lamp = lamp(Map.of("level", 5));
    long slow =
        widget()
            .source("hanging", hanging)
            .source("lamp", lamp)
            .content(2, "{lamp.level}{hanging.level}")
            .create();
    List<Long> others =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    widget()
                        .source("lamp", lamp(Map.of("level", 6)))
                        .content(2, "{lamp.level}")
                        .create())
            .toList();

    CompletableFuture<Duration> waiting =
        CompletableFuture.supplyAsync(() -> timeOf(() -> readWhatHangs(slow)));
    await()
        .atMost(PATIENCE)
        .until(() -> waiting.isDone() || !devices.commandsOf(hanging).isEmpty());
    Duration slowest = Duration.ZERO;
    for (long other : others) {
      Duration taken =
          timeOf(() -> assertThat(contentOf(other, TestTokens.admin())).isEqualTo("6"));
      slowest = longer(slowest, taken);
    }

    assertThat(waiting.join()).isGreaterThan(Duration.ofMillis(1_900));
    // What is known to hang is not waited for again at once, and what does not hang is shown.
    Duration again =
        timeOf(
            () ->
                await()
                    .pollDelay(Duration.ZERO)
                    .atMost(PATIENCE)
                    .until(
                        () -> readWhatHangs(slow).jsonPath(),
                        each ->
                            each.getString("data.contents[0].content").equals("5")
                                && each.getList("data.errors.code")
                                    .equals(List.of("action-timed-out"))));
    return longer(slowest, again);
  }

  /** On a busy machine the lamp may be late too, or the question not even be put. */
  private static Response readWhatHangs(long widget) {
    Response read = admin().get("/widgets/{id}", widget);
    List<String> late = read.jsonPath().getList("data.errors.source");
    List<String> codes = read.jsonPath().getList("data.errors.code");
    assertThat(late).contains("hanging");
    assertThat(codes).isSubsetOf("action-timed-out", "unavailable");
    assertThat(contentIn(read)).isEqualTo(late.contains("lamp") ? "" : "5");
    return read;
  }

  @Test
  void shouldSpendTwoSecondsOnAListWhateverHangs() throws Exception {
    Promise.assertKeptOnce(Duration.ofMillis(3_500), EvaluationTest::timeOfAListOfWhatHangs);
  }

  /** How long it takes; much longer when those who hang were not all asked that may be at once. */
  private static Duration timeOfAListOfWhatHangs() {
    String mark = UUID.randomUUID().toString();
    long lamp = lamp(Map.of("level", 5));
    List<Long> hanging = Stream.generate(() -> TestObjects.lamp().id()).limit(90).toList();
    List<Long> made = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      made.add(
          widget()
              .with("reference", i + " " + mark)
              .source("one", hanging.get(3 * i))
              .source("two", hanging.get(3 * i + 1))
              .source("three", hanging.get(3 * i + 2))
              .source("lamp", lamp)
              .content(2, "{lamp.level}")
              .create());
    }

    long start = System.nanoTime();
    Response list = listed(mark);
    Duration taken = Duration.ofNanos(System.nanoTime() - start);

    assertThat(taken).isGreaterThan(Duration.ofMillis(1_900));
    // More than are asked at once: those that were still waiting are given up too, some of them in
    // the very moment in which there is room for them.
    List<String> codes = list.jsonPath().getList("data.errors.flatten().code");
    assertThat(codes).hasSizeGreaterThanOrEqualTo(90).isSubsetOf("action-timed-out", "unavailable");
    assertThat(hanging).allSatisfy(each -> assertThat(devices.commandsOf(each)).hasSizeLessThan(2));
    long asked = hanging.stream().filter(each -> !devices.commandsOf(each).isEmpty()).count();
    assertThat(codes.stream().filter("action-timed-out"::equals).count())
        .isGreaterThanOrEqualTo(asked);
    // On a busy machine the lamp itself may be late once, but no hanging one keeps it waiting.
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        listed(mark)
                            .jsonPath()
                            .getList("data.contents.flatten().content", String.class))
                    .hasSize(30)
                    .containsOnly("5"));
    made.forEach(id -> admin().delete("/widgets/{id}", id));
    // All but the lamp's place; fewer when the machine stood still.
    return asked >= AT_ONCE - 1 ? taken : taken.plusSeconds(10);
  }

  private static Response listed(String mark) {
    return TestTokens.asAdmin().queryParam("filter", "reference==*" + mark).get("/widgets");
  }

  @Test
  void shouldFindAnObjectThatCameLater() {
    String name = "later " + UUID.randomUUID();
    long id = widget().source("lamp", name).content(2, "{lamp.level}").create();
    long lamp = TestObjects.nextId();
    devices.state(lamp, Map.of("level", 7));

    TestObjects.announce(lamp, name);

    await().atMost(PATIENCE).until(() -> contentOf(id, TestTokens.admin()), "7"::equals);
  }

  @Test
  void shouldSayWhenAnObjectIsGone() {
    SmartobjectState lamp = TestObjects.lamp();
    devices.state(lamp.id(), Map.of("level", 8));
    long id =
        widget()
            .source("one", lamp.id())
            .source("two", lamp.id())
            .content(2, "{one.level}")
            .create();
    assertThat(contentOf(id, TestTokens.admin())).isEqualTo("8");

    try (EventProbe probe = EventProbe.on(Topics.WIDGET_EVENTS)) {
      TestObjects.remove(lamp.id());
      UUID event =
          EventProbe.send(Long.toString(lamp.id()), new SmartobjectDeleted(lamp, somebody()));
      EventProbe.send(event, Long.toString(lamp.id()), new SmartobjectDeleted(lamp, somebody()));

      WidgetSourceLost lost = probe.await(WidgetSourceLost.class, each -> each.widget().id() == id);
      assertThat(lost.smartobject()).isEqualTo(lamp.id());
      assertThat(lost.sources()).containsExactly("one", "two");
      await().atMost(PATIENCE).until(() -> contentOf(id, TestTokens.admin()), ""::equals);
      admin()
          .get("/widgets/{id}", id)
          .then()
          .body("data.errors.code", contains("smartobject-not-found", "smartobject-not-found"))
          .body("data.version", equalTo(1));
      assertThat(
              probe.matching(
                  each ->
                      "castellan.widget.source-lost.v1".equals(each.type())
                          && each.key().equals("" + id)))
          .hasSize(1);
    }
  }

  @Test
  void shouldSayWhenAnObjectIsGoneThatASourceHasByItsName() {
    String name = "later " + UUID.randomUUID();
    long id = widget().source("lamp", name).source("other", "no " + name).content(1, "x").create();
    SmartobjectState lamp = TestObjects.announce(TestObjects.nextId(), name);

    try (EventProbe probe = EventProbe.on(Topics.WIDGET_EVENTS)) {
      TestObjects.remove(lamp.id());
      EventProbe.send(Long.toString(lamp.id()), new SmartobjectDeleted(lamp, somebody()));

      WidgetSourceLost lost = probe.await(WidgetSourceLost.class, each -> each.widget().id() == id);
      assertThat(lost.smartobject()).isEqualTo(lamp.id());
      assertThat(lost.sources()).containsExactly("lamp");
    }
  }

  private static Caller somebody() {
    return new Caller(1, "admin", 1, "admin");
  }

  private static long lamp(Map<String, Object> state, Long... profiles) {
    long id = TestObjects.lamp(profiles).id();
    devices.state(id, state);
    return id;
  }

  /** What a viewer is shown when no device is late. */
  private static String contentOf(long widget, String token) {
    return contentIn(Answered.read(() -> TestTokens.with(token).get("/widgets/{id}", widget)));
  }

  private static String contentIn(Response read) {
    return read.then().statusCode(200).extract().path("data.contents[0].content");
  }

  private static Duration timeOf(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static int secondsSince(long start) {
    return (int) Duration.ofNanos(System.nanoTime() - start).toSeconds();
  }
}
