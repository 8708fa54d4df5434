package dev.castellan.smartobject.execution;

import static dev.castellan.smartobject.execution.ActionResourceTest.act;
import static dev.castellan.smartobject.execution.ActionResourceTest.create;
import static dev.castellan.testing.TestTokens.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.contracts.smartobject.SmartobjectStatusChanged;
import dev.castellan.smartobject.TestSmartobjects;
import dev.castellan.smartobject.module.DeviceException;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
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
      awaitStatus(device, ONLINE);
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
      awaitStatus(device, OFFLINE);
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
      awaitStatus(device, ONLINE);

      failure.set(null);
      act(device, "push", "{}").statusCode(200);
      asAdmin().get("/smartobjects/{id}", device).then().body("data.version", equalTo(1));
      probe.assertNone(
          "second change to offline",
          e ->
              e.type().equals("castellan.smartobject.status-changed.v1")
                  && e.key().equals(Integer.toString(device))
                  && e.as(SmartobjectStatusChanged.class).after() == ONLINE
                  && e.as(SmartobjectStatusChanged.class).before() == ONLINE,
          Duration.ofMillis(300));
    }
  }

  @Test
  void shouldCallADeviceThatHangsOffline() {
    int device = create("test-device");
    awaitStatus(device, ONLINE);
    CountDownLatch never = new CountDownLatch(1);
    TestModule.behave(
        device,
        call -> {
          never.await();
          return Map.of();
        });
    act(device, "push", "{}").statusCode(504);
    awaitStatus(device, OFFLINE);
  }

  @Test
  void shouldBringAnObjectUpWithItsSettingsAndAnewWhenTheyChange() {
    String object = TestSmartobjects.create("test-device", "{\"broken\":true}");
    int id = Integer.parseInt(object.substring(object.lastIndexOf('/') + 1));
    await().until(() -> TestModule.startsOf(id) >= 1);
    awaitStatus(id, OFFLINE);
    act(id, "push", "{}").statusCode(502).body("message", equalTo("Broken settings"));

    asAdmin()
        .contentType("application/json")
        .body("{\"reference\":\"broken\",\"value\":false}")
        .post(object + "/settings")
        .then()
        .statusCode(200);
    awaitStatus(id, ONLINE);
    int starts = TestModule.startsOf(id);
    act(id, "push", "{}").statusCode(200);
    assertThat(TestModule.startsOf(id)).isEqualTo(starts);
  }

  @Test
  void shouldLetGoOfADeletedObject() {
    int device = create("test-device");
    awaitStatus(device, ONLINE);
    asAdmin().delete("/smartobjects/{id}", device).then().statusCode(200);
    await().until(() -> TestModule.stopsOf(device) == 1);
  }

  @Test
  void shouldTakeADriversWordBetweenCalls() {
    int device = create("test-device");
    awaitStatus(device, ONLINE);
    TestModule.report(device, false);
    awaitStatus(device, OFFLINE);
    TestModule.report(device, true);
    awaitStatus(device, ONLINE);
  }

  private static void awaitStatus(int object, int status) {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                asAdmin()
                    .get("/smartobjects/{id}", object)
                    .then()
                    .body("data.status.id", equalTo(status)));
  }
}
