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

  /** Answers a command, and makes known what is more than a look. */
  void ended(ActionOutcome outcome) {
    if (outcome.recorded()) {
      executed(outcome);
    }
    if (!outcome.call().direct()) {
      answered(outcome);
    }
  }

  /** The one answer to a command. */
  private void answered(ActionOutcome outcome) {
    ActionCall call = outcome.call();
    outbox.append(
        call.answerTo().executionId().toString(),
        new ActionFinished(
            call.id(),
            call.answerTo().executionId(),
            call.answerTo().step(),
            call.smartobjectId(),
            call.action(),
            outcome.status(),
            outcome.result(),
            outcome.reason(),
            outcome.attempts(),
            outcome.startedAt(),
            outcome.finishedAt()),
        call.traceParent());
  }

  /** The answer to a command that could not be handled at all. */
  void gaveUp(ActionRequested command, String traceParent) {
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
            Instant.now()),
        traceParent);
  }

  private void executed(ActionOutcome outcome) {
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
            outcome.finishedAt()),
        call.traceParent());
  }
}
