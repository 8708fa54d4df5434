package dev.castellan.smartobject.execution;

import static dev.castellan.smartobject.TestSmartobjects.act;
import static dev.castellan.smartobject.TestSmartobjects.awaitStatus;
import static dev.castellan.smartobject.execution.ActionResourceTest.create;
import static dev.castellan.testing.TestTokens.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventTypes;
import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.ActionFinished;
import dev.castellan.contracts.smartobject.ActionRequested;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.contracts.smartobject.SmartobjectStatusChanged;
import dev.castellan.smartobject.TestSmartobjects;
import dev.castellan.smartobject.module.DeviceException;
import dev.castellan.smartobject.module.StatusReport;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import dev.castellan.testing.ProbedEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class StatusTest {

  private static final int ONLINE = 1;
  private static final int OFFLINE = 2;

  @Test
  void shouldFollowWhatCallsMeetWithoutCountingAsAnEdit() {
    AtomicReference<DeviceException> failure = new AtomicReference<>();
    try (EventProbe probe = EventProbe.on(Topics.SMARTOBJECT_STATE, Topics.SMARTOBJECT_EVENTS)) {
      int device = create("test-device");
      awaitStatus(device, "online");
      TestModule.behave(
          device,
          call -> {
            if (failure.get() != null) {
              throw failure.get();
            }
            return Map.of();
          });

      failure.set(DeviceException.unreachable("No answer"));
      act(device, "push", "{}").statusCode(502);
      act(device, "push", "{}").statusCode(502);
      awaitStatus(device, "offline");
      assertThat(
              probe
                  .await(
                      SmartobjectStatusChanged.class, e -> e.id() == device && e.after() == OFFLINE)
                  .before())
          .isEqualTo(ONLINE);
      probe.await(
          SmartobjectState.class,
          e -> e.id() == device && e.status() == OFFLINE && e.version() == 1);

      failure.set(DeviceException.refused("Not today"));
      act(device, "push", "{}").statusCode(502);
      awaitStatus(device, "online");

      failure.set(null);
      act(device, "push", "{}").statusCode(200);
      asAdmin().get("/smartobjects/{id}", device).then().body("data.version", equalTo(1));
      Predicate<ProbedEvent> change =
          e ->
              e.type().equals(EventTypes.typeOf(SmartobjectStatusChanged.class))
                  && e.key().equals(Integer.toString(device));
      assertThat(probe.await("change", 3, change, Duration.ofMinutes(1)))
          .extracting(e -> e.as(SmartobjectStatusChanged.class).after())
          .containsExactly(ONLINE, OFFLINE, ONLINE);
      probe.assertNone(
          "fourth change", e -> probe.matching(change).size() > 3, Duration.ofMillis(300));
    }
  }

  @Test
  void shouldCallADeviceThatHangsOffline() {
    int device = create("test-device");
    awaitStatus(device, "online");
    TestModule.hangOnPush(device);
    act(device, "push", "{}").statusCode(504);
    awaitStatus(device, "offline");
  }

  @Test
  void shouldNotCallADeviceOfflineThatWasGivenLessTimeThanItMayTake() {
    int device = create("test-device");
    awaitStatus(device, "online");
    TestModule.hangOnPush(device);
    try (EventProbe probe = EventProbe.on(Topics.SMARTOBJECT_RESULTS, Topics.SMARTOBJECT_EVENTS)) {
      ActionRequested hasty = command(device, Instant.now().plusSeconds(4));
      EventProbe.send(Integer.toString(device), hasty);
      assertThat(
              probe
                  .await(ActionFinished.class, e -> e.commandId().equals(hasty.commandId()))
                  .status())
          .isEqualTo(ExecutionStatus.TIMED_OUT);
      assertThat(TestModule.callsOf(device)).hasSize(1);
      act(device, "set", "{}").statusCode(200);
      probe.assertNone(
          "change to offline",
          e ->
              e.type().equals(EventTypes.typeOf(SmartobjectStatusChanged.class))
                  && e.as(SmartobjectStatusChanged.class).id() == device
                  && e.as(SmartobjectStatusChanged.class).after() == OFFLINE,
          Duration.ofMillis(300));
    }
  }

  @Test
  void shouldNotWaitForADeviceThatDoesNotLetGo() {
    String object = TestSmartobjects.create("test-device", "{\"clinging\":true}");
    int id = TestSmartobjects.id(object);
    awaitStatus(id, "online");
    asAdmin()
        .contentType("application/json")
        .body("{\"reference\":\"clinging\",\"value\":false}")
        .post(object + "/settings")
        .then()
        .statusCode(200);
    await().until(() -> TestModule.startsOf(id) == 2);
    awaitStatus(id, "online");
  }

  @Test
  void shouldLeaveTheWordOfAnEarlierVersionUnheard() {
    String object = TestSmartobjects.create("test-device");
    int id = TestSmartobjects.id(object);
    awaitStatus(id, "online");
    StatusReport earlier = TestModule.reportOf(id);
    asAdmin()
        .contentType("application/json")
        .body("{\"reference\":\"note\",\"value\":1}")
        .post(object + "/settings")
        .then()
        .statusCode(201);
    await().until(() -> TestModule.startsOf(id) == 2);
    try (EventProbe probe = EventProbe.on(Topics.SMARTOBJECT_EVENTS)) {
      earlier.online(false);
      probe.assertNone(
          "change to offline",
          e ->
              e.type().equals(EventTypes.typeOf(SmartobjectStatusChanged.class))
                  && e.as(SmartobjectStatusChanged.class).id() == id
                  && e.as(SmartobjectStatusChanged.class).after() == OFFLINE,
          Duration.ofMillis(500));
    }
    // Whoever has started it says of himself that it is online, and that may come later.
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              TestModule.reportOf(id).online(false);
              asAdmin().get(object).then().body("data.status.name", equalTo("offline"));
            });
  }

  private static ActionRequested command(long object, Instant expiresAt) {
    return new ActionRequested(
        UUID.randomUUID(),
        UUID.randomUUID(),
        0,
        object,
        "push",
        Map.of(),
        new Caller(3, "occupant", 3, "occupant"),
        "process",
        false,
        expiresAt);
  }

  @Test
  void shouldBringAnObjectUpWithItsSettingsAndAnewWhenTheyChange() {
    String object = TestSmartobjects.create("test-device", "{\"broken\":true}");
    int id = TestSmartobjects.id(object);
    await().until(() -> TestModule.startsOf(id) >= 1);
    awaitStatus(id, "offline");
    act(id, "push", "{}").statusCode(502).body("message", equalTo("Broken settings"));

    asAdmin()
        .contentType("application/json")
        .body("{\"reference\":\"broken\",\"value\":false}")
        .post(object + "/settings")
        .then()
        .statusCode(200);
    awaitStatus(id, "online");
    int starts = TestModule.startsOf(id);
    act(id, "push", "{}").statusCode(200);
    assertThat(TestModule.startsOf(id)).isEqualTo(starts);
  }

  @Test
  void shouldLetGoOfADeletedObject() {
    int device = create("test-device");
    awaitStatus(device, "online");
    asAdmin().delete("/smartobjects/{id}", device).then().statusCode(200);
    await().until(() -> TestModule.stopsOf(device) == 1);
  }

  @Test
  void shouldTakeADriversWordBetweenCalls() {
    int device = create("test-device");
    awaitStatus(device, "online");
    TestModule.reportOf(device).online(false);
    awaitStatus(device, "offline");
    TestModule.reportOf(device).online(true);
    awaitStatus(device, "online");
  }
}
