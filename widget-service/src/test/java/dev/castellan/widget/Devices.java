package dev.castellan.widget;

import static dev.castellan.widget.TestWidgets.admin;
import static dev.castellan.widget.TestWidgets.widget;
import static org.awaitility.Awaitility.await;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Failure;
import dev.castellan.contracts.smartobject.ActionExecuted;
import dev.castellan.contracts.smartobject.ActionRequested;
import dev.castellan.testing.DeviceSide;
import dev.castellan.testing.EventProbe;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The smart objects that widgets show; one that nothing was said about hangs. */
final class Devices implements AutoCloseable {

  private static final String MARK = "mark of the test";

  private final DeviceSide side = new DeviceSide();

  /** From now on the object answers with this state. */
  void state(long id, Map<String, Object> state) {
    side.drive(
        id, command -> List.of(DeviceSide.answer(command, ExecutionStatus.SUCCEEDED, state, null)));
  }

  void fails(long id, String code) {
    Failure why = new Failure(code, "It is broken");
    side.drive(
        id, command -> List.of(DeviceSide.answer(command, ExecutionStatus.FAILED, null, why)));
  }

  void hangs(long id) {
    side.leave(id);
  }

  /** As smartobject-service says that an action had an effect. */
  void acted(long id) {
    EventProbe.send(
        Long.toString(id),
        new ActionExecuted(
            UUID.randomUUID(),
            id,
            "turnOn",
            ExecutionStatus.SUCCEEDED,
            Map.of(),
            new Caller(1, "admin", Caller.ADMIN_PROFILE, "admin"),
            "api",
            Instant.now()));
  }

  List<ActionRequested> commandsOf(long id) {
    return side.commandsOf(id);
  }

  /** All that was asked of an object until now: what is asked of it later comes behind it. */
  List<ActionRequested> asked(long id) {
    String mark = UUID.randomUUID().toString();
    Map<String, Object> question =
        Map.of(
            "reference", "x", "source", id, "action", "getState", "arguments", Map.of(MARK, mark));
    admin().get("/widgets/{id}", widget().source(question).content(2, "{x}").create());
    await().until(() -> commandsOf(id).stream().anyMatch(each -> isMarked(each, mark)));
    return commandsOf(id).stream().filter(each -> !each.arguments().containsKey(MARK)).toList();
  }

  private static boolean isMarked(ActionRequested command, String mark) {
    return mark.equals(command.arguments().get(MARK));
  }

  @Override
  public void close() {
    side.close();
  }
}
