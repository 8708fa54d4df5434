package dev.castellan.process.execution;

import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Failure;
import dev.castellan.contracts.smartobject.ActionFinished;
import dev.castellan.contracts.smartobject.ActionRequested;
import dev.castellan.testing.DeviceSide;
import java.util.List;
import java.util.Map;

/** What devices of these tests do with a command. */
final class FakeDriver {

  static final DeviceSide.Behaviour SUCCEED = command -> List.of(succeeded(command));
  static final DeviceSide.Behaviour SILENT = command -> List.of();

  private FakeDriver() {}

  static ActionFinished succeeded(ActionRequested command) {
    Map<String, Object> result = Map.of("on", !command.action().equals("turnOff"));
    return DeviceSide.answer(command, ExecutionStatus.SUCCEEDED, result, null);
  }

  static ActionFinished failed(ActionRequested command) {
    return DeviceSide.answer(
        command, ExecutionStatus.FAILED, null, new Failure("action-failed", "The device failed"));
  }
}
