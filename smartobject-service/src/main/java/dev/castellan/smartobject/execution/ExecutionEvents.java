package dev.castellan.smartobject.execution;

import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Failure;
import dev.castellan.contracts.smartobject.ActionExecuted;
import dev.castellan.contracts.smartobject.ActionFinished;
import dev.castellan.contracts.smartobject.ActionRequested;
import dev.castellan.messaging.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Answers commands, and tells the others what was executed. */
@ApplicationScoped
class ExecutionEvents {

  private final Outbox outbox;

  ExecutionEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  /** The one answer to a command. */
  void answered(ActionOutcome outcome) {
    ActionRequested command = outcome.call().command();
    boolean called = outcome.status() == ExecutionStatus.SUCCEEDED;
    outbox.append(
        command.executionId().toString(),
        new ActionFinished(
            command.commandId(),
            command.executionId(),
            command.step(),
            command.smartobjectId(),
            command.action(),
            outcome.status(),
            outcome.result(),
            failure(outcome),
            called ? 1 : 0,
            called ? outcome.finishedAt() : null,
            outcome.finishedAt()));
  }

  /** The answer to a command that could not be handled at all. */
  void gaveUp(ActionRequested command) {
    Failure failure = new Failure("action-failed", "The command could not be handled");
    outbox.append(
        command.executionId().toString(),
        new ActionFinished(
            command.commandId(),
            command.executionId(),
            command.step(),
            command.smartobjectId(),
            command.action(),
            ExecutionStatus.FAILED,
            null,
            failure,
            0,
            null,
            Instant.now()));
  }

  void executed(ActionOutcome outcome) {
    ActionCall call = outcome.call();
    outbox.append(
        Long.toString(call.smartobjectId()),
        new ActionExecuted(
            call.id(),
            call.smartobjectId(),
            call.action(),
            outcome.status(),
            outcome.result(),
            call.caller(),
            call.source(),
            outcome.finishedAt()));
  }

  private static Failure failure(ActionOutcome outcome) {
    if (outcome.failure() == null) {
      return null;
    }
    String message =
        outcome.errors().isEmpty()
            ? outcome.failure().title()
            : outcome.errors().get(0).field() + " " + outcome.errors().get(0).message();
    return new Failure(outcome.failure().code(), message);
  }
}
