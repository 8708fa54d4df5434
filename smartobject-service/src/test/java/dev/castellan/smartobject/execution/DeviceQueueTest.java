package dev.castellan.smartobject.execution;

import static dev.castellan.smartobject.TestSmartobjects.act;
import static dev.castellan.smartobject.execution.ActionResourceTest.create;
import static dev.castellan.testing.TestTokens.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.ActionExecuted;
import dev.castellan.contracts.smartobject.ActionFinished;
import dev.castellan.contracts.smartobject.ActionRequested;
import dev.castellan.messaging.retention.Retention;
import dev.castellan.smartobject.module.DeviceCall;
import dev.castellan.smartobject.module.DeviceException;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class DeviceQueueTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  @Inject DataSource database;
  @Inject Retention retention;

  @Test
  void shouldAnswerWhatTheDeviceAnswered() {
    int device = create("test-device");
    TestModule.behave(device, call -> Map.of("level", 7));
    act(device, "set", "{}").statusCode(200).body("data.level", equalTo(7));
    asAdmin()
        .get("/smartobjects/{id}/executions", device)
        .then()
        .body("data.size()", equalTo(1))
        .body("data[0].status", equalTo("succeeded"))
        .body("data[0].attempts", equalTo(1))
        .body("data[0].result.level", equalTo(7));
    asAdmin().get("/smartobjects/{id}", device).then().body("data.lastUse", notNullValue());
  }

  @Test
  void shouldRunTheActionsOfOneObjectOneAtATimeInTheirOrderAndOthersBeside() throws Exception {
    int slow = create("test-device");
    int quick = create("test-device");
    CountDownLatch open = new CountDownLatch(1);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    TestModule.behave(
        slow,
        call -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          try {
            open.await();
          } finally {
            inside.decrementAndGet();
          }
          return Map.of();
        });
    List<UUID> sent = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ActionRequested command = command(slow, "push", Instant.now().plusSeconds(30));
      sent.add(command.commandId());
      EventProbe.send(Integer.toString(slow), command);
    }
    await().atMost(SOON).until(() -> !TestModule.callsOf(slow).isEmpty());
    act(quick, "push", "{}").statusCode(200);
    open.countDown();
    await().atMost(SOON).until(() -> TestModule.callsOf(slow).size() == 10);
    assertThat(TestModule.callsOf(slow).stream().map(DeviceCall::executionId))
        .containsExactlyElementsOf(sent);
    assertThat(most).hasValue(1);
  }

  @Test
  void shouldCutOffADeviceThatHangsAndGoOnWithTheNext() {
    int device = create("test-device");
    TestModule.hangOnPush(device);
    String execution =
        act(device, "push", "{}")
            .statusCode(504)
            .header("X-Castellan-Outcome", equalTo("business"))
            .body("code", equalTo("action-timed-out"))
            .extract()
            .path("data.executionId");
    asAdmin()
        .get("/smartobjects/{id}/executions/{e}", device, execution)
        .then()
        .body("data.status", equalTo("timed-out"));
    act(device, "set", "{}").statusCode(200);
  }

  @Test
  void shouldTryAgainOnlyWhatMayHappenTwice() {
    int device = create("test-device");
    TestModule.behave(
        device,
        call -> {
          if (call.attempt() < 3) {
            throw DeviceException.unreachable("No answer");
          }
          return Map.of("attempt", call.attempt());
        });
    act(device, "set", "{}").statusCode(200).body("data.attempt", equalTo(3));
    act(device, "push", "{}")
        .statusCode(502)
        .body("code", equalTo("action-failed"))
        .body("message", equalTo("No answer"))
        .body("data.executionId", notNullValue());
    assertThat(TestModule.callsOf(device)).hasSize(4);
  }

  @Test
  void shouldSucceedWithoutAnAnswerThatCannotBeKeptAndGoOn() {
    int device = create("test-device");
    TestModule.behave(
        device, call -> call.action().equals("push") ? Map.of("text", "\u0000") : Map.of());
    act(device, "push", "{}").statusCode(200).body("data", equalTo(Map.of()));
    act(device, "set", "{}").statusCode(200);
  }

  @Test
  void shouldForgetWhatOnlyReadsAndKeepWhatChanged() throws Exception {
    int device = create("test-device");
    act(device, "look", "{}").statusCode(200);
    act(device, "set", "{}").statusCode(200);
    UUID look = TestModule.callsOf(device).get(0).executionId();
    asAdmin().get("/smartobjects/{id}/executions/{e}", device, look).then().statusCode(200);
    sql(
        "update execution set finished_at = finished_at - interval '1 hour' where smartobject_id ="
            + " ?",
        (long) device);
    retention.purge();
    asAdmin().get("/smartobjects/{id}/executions/{e}", device, look).then().statusCode(404);
    asAdmin()
        .get("/smartobjects/{id}/executions", device)
        .then()
        .body("data.size()", equalTo(1))
        .body("data[0].action", equalTo("set"));
  }

  @Test
  void shouldNotCallAFailureWhatNobodyKnows() {
    int device = create("test-device");
    TestModule.behave(
        device,
        call -> {
          if (call.attempt() == 1) {
            throw DeviceException.unanswered("The answer was lost");
          }
          return Map.of();
        });
    act(device, "push", "{}").statusCode(502).body("code", equalTo("action-outcome-unknown"));
    act(device, "set", "{}").statusCode(200);
    assertThat(TestModule.callsOf(device))
        .extracting(DeviceCall::action)
        .containsExactly("push", "set", "set");
  }

  @Test
  void shouldNotTryAgainWhatTheDeviceRefused() {
    int device = create("test-device");
    TestModule.behave(
        device,
        call -> {
          throw DeviceException.refused("Not today");
        });
    act(device, "set", "{}").statusCode(502).body("message", equalTo("Not today"));
    assertThat(TestModule.callsOf(device)).hasSize(1);
  }

  @Test
  void shouldTellAnotherReplicasLossAsUnknownUnlessItMayHappenTwice() throws Exception {
    int device = create("test-device");
    UUID pushed = UUID.randomUUID();
    UUID set = UUID.randomUUID();
    lease(device, UUID.randomUUID(), -1);
    leave(device, pushed, "push", "running", 1);
    leave(device, set, "set", "accepted", 0);
    awaitStatus(pushed, "outcome-unknown");
    awaitStatus(set, "succeeded");
    assertThat(TestModule.callsOf(device)).singleElement().extracting("action").isEqualTo("set");

    UUID again = UUID.randomUUID();
    lease(device, UUID.randomUUID(), -1);
    leave(device, again, "set", "running", 1);
    awaitStatus(again, "succeeded");
    assertThat(TestModule.callsOf(device)).hasSize(2);
    assertThat(TestModule.callsOf(device).get(1).attempt()).isEqualTo(2);
  }

  @Test
  void shouldLeaveADeviceToTheReplicaThatHoldsItsLease() throws Exception {
    int device = create("test-device");
    Instant before = Instant.now();
    lease(device, UUID.randomUUID(), 3_000);
    act(device, "set", "{}").statusCode(200);
    assertThat(Duration.between(before, Instant.now())).isGreaterThan(Duration.ofSeconds(2));
  }

  @Test
  void shouldNotLetALateEndReplaceTheOneOnRecord() throws Exception {
    int device = create("test-device");
    CountDownLatch open = TestModule.block(device);
    try (EventProbe probe = EventProbe.on(Topics.SMARTOBJECT_EVENTS)) {
      CompletableFuture<String> answer =
          CompletableFuture.supplyAsync(
              () -> act(device, "push", "{}").statusCode(502).extract().path("code"));
      await().atMost(SOON).until(() -> TestModule.callsOf(device).size() == 1);
      UUID execution = TestModule.callsOf(device).get(0).executionId();
      sql(
          "update execution set status = 'outcome-unknown', finished_at = now(),"
              + " failure_code = 'action-outcome-unknown', failure_message = 'lost' where id = ?",
          execution);
      open.countDown();
      assertThat(answer.get()).isEqualTo("action-outcome-unknown");
      act(device, "set", "{}").statusCode(200);
      assertThat(probe.await(ActionExecuted.class, e -> e.smartobjectId() == device).action())
          .isEqualTo("set");
    }
  }

  @Test
  void shouldNotCallTheDeviceForACommandThatExpiredInTheQueue() {
    int device = create("test-device");
    CountDownLatch open = TestModule.block(device);
    try (EventProbe probe = EventProbe.on(Topics.SMARTOBJECT_RESULTS)) {
      ActionRequested late = oneRunningOneQueued(device, Duration.ofSeconds(1)).get(1);
      await().atMost(SOON).until(() -> Instant.now().isAfter(late.expiresAt()));
      open.countDown();
      ActionFinished answer = answer(probe, late);
      assertThat(answer.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
      assertThat(answer.attempts()).isZero();
      assertThat(TestModule.callsOf(device)).hasSize(1);
    }
  }

  @Test
  void shouldFailWhatIsQueuedWhenTheObjectIsDeleted() {
    int device = create("test-device");
    CountDownLatch open = TestModule.block(device);
    try (EventProbe probe = EventProbe.on(Topics.SMARTOBJECT_RESULTS)) {
      List<ActionRequested> commands = oneRunningOneQueued(device, Duration.ofSeconds(30));
      asAdmin().delete("/smartobjects/{id}", device).then().statusCode(200);
      open.countDown();
      assertThat(answer(probe, commands.get(0)).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
      assertThat(answer(probe, commands.get(1)).failure().code())
          .isEqualTo("smartobject-not-found");
      assertThat(TestModule.callsOf(device)).hasSize(1);
    }
  }

  @Test
  void shouldLeaveACallOfADeletedObjectToItsRunnerForAsLongAsItMayTake() throws Exception {
    UUID usual = UUID.randomUUID();
    UUID longer = UUID.randomUUID();
    for (UUID each : List.of(usual, longer)) {
      int device = create("test-device");
      asAdmin().delete("/smartobjects/{id}", device).then().statusCode(200);
      leave(device, each, "push", "running", 1);
    }
    sql(
        "update execution set expires_at = now() + interval '1 hour',"
            + " started_at = now() - interval '8 s' where id = ?",
        longer);
    sql("update execution set started_at = now() - interval '7 s' where id = ?", usual);
    awaitStatus(usual, "outcome-unknown");
    awaitStatus(longer, "running");
    awaitStatus(longer, "outcome-unknown");
  }

  @Test
  void shouldEndALongQueueOfADeletedObject() throws Exception {
    int device = create("test-device");
    lease(device, UUID.randomUUID(), 600_000);
    List<UUID> queued = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      queued.add(UUID.randomUUID());
      leave(device, queued.get(i), "set", "accepted", 0);
    }
    asAdmin().delete("/smartobjects/{id}", device).then().statusCode(200);
    awaitStatus(queued.get(1_499), "failed");
    awaitStatus(queued.get(0), "failed");
    assertThat(TestModule.callsOf(device)).isEmpty();
  }

  @Test
  void shouldPassOverWhatExpiredBetweenOthers() throws Exception {
    int device = create("test-device");
    List<UUID> queued = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      queued.add(UUID.randomUUID());
    }
    lease(device, UUID.randomUUID(), 60_000);
    for (UUID each : queued) {
      leave(device, each, "set", "accepted", 0);
    }
    for (int expired : List.of(0, 1, 4, 8)) {
      sql("update execution set expires_at = now() where id = ?", queued.get(expired));
    }
    lease(device, UUID.randomUUID(), -1);
    awaitStatus(queued.get(7), "succeeded");
    for (int expired : List.of(0, 1, 4, 8)) {
      awaitStatus(queued.get(expired), "timed-out");
    }
    assertThat(TestModule.callsOf(device).stream().map(DeviceCall::executionId))
        .containsExactly(queued.get(2), queued.get(3), queued.get(5), queued.get(6), queued.get(7));
  }

  @Test
  void shouldRefuseMoreThanAQueueHolds() throws Exception {
    int device = create("test-device");
    lease(device, UUID.randomUUID(), 60_000);
    for (int i = 0; i < 20; i++) {
      leave(device, UUID.randomUUID(), "set", "accepted", 0);
    }
    respondAsync(device)
        .statusCode(429)
        .header("Retry-After", equalTo("1"))
        .body("code", equalTo("too-many-requests"));
    lease(device, UUID.randomUUID(), -1);
    await().atMost(SOON).until(() -> TestModule.callsOf(device).size() == 20);
    respondAsync(device).statusCode(202);
  }

  /** Two commands, of which the first is in the device when this returns. */
  private static List<ActionRequested> oneRunningOneQueued(int device, Duration secondExpires) {
    List<ActionRequested> commands =
        List.of(
            command(device, "push", Instant.now().plusSeconds(30)),
            command(device, "push", Instant.now().plus(secondExpires)));
    commands.forEach(each -> EventProbe.send(Integer.toString(device), each));
    await().atMost(SOON).until(() -> TestModule.callsOf(device).size() == 1);
    return commands;
  }

  private static ActionFinished answer(EventProbe probe, ActionRequested command) {
    return probe.await(ActionFinished.class, e -> e.commandId().equals(command.commandId()));
  }

  private static io.restassured.response.ValidatableResponse respondAsync(int device) {
    return asAdmin()
        .contentType("application/json")
        .header("Prefer", "respond-async")
        .body("{}")
        .post("/smartobjects/{id}/actions/set", device)
        .then();
  }

  private void awaitStatus(UUID execution, String status) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              try (Connection connection = database.getConnection();
                  PreparedStatement select =
                      connection.prepareStatement("select status from execution where id = ?")) {
                select.setObject(1, execution);
                var row = select.executeQuery();
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).isEqualTo(status);
              }
            });
  }

  private void lease(long device, UUID owner, int millis) throws SQLException {
    sql(
        "update device set lease_owner = ?, lease_until = now() + ? * interval '1 ms'"
            + " where smartobject_id = ?",
        owner,
        millis,
        device);
  }

  /** A record as a replica leaves it behind. */
  private void leave(long device, UUID id, String action, String status, int attempts)
      throws SQLException {
    sql(
        "insert into execution (id, smartobject_id, action, arguments, caller, source, status,"
            + " attempts, accepted_at, started_at) values (?, ?, ?, '{}',"
            + " '{\"userId\":1,\"login\":\"admin\",\"profileId\":1,\"profile\":\"admin\"}', 'api',"
            + " ?, ?, now(), now())",
        id,
        device,
        action,
        status,
        attempts);
  }

  private void sql(String statement, Object... values) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement prepared = connection.prepareStatement(statement)) {
      for (int i = 0; i < values.length; i++) {
        prepared.setObject(i + 1, values[i]);
      }
      prepared.executeUpdate();
    }
  }

  private static ActionRequested command(long object, String action, Instant expiresAt) {
    return new ActionRequested(
        UUID.randomUUID(),
        UUID.randomUUID(),
        0,
        object,
        action,
        Map.of(),
        new Caller(3, "occupant", 3, "occupant"),
        "process",
        false,
        expiresAt);
  }
}
