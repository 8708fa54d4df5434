package dev.castellan.smartobject.execution;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.smartobject.ActionRequested;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * An action that somebody wants run, through either door.
 *
 * @param id of the execution record; a command's own id, so that it runs once
 * @param arguments as they were given; once accepted, checked and with the secret ones sealed
 * @param source {@code api}, {@code process} or {@code widget}
 * @param expiresAt null when the call does not expire
 * @param answerTo null for a call over HTTP
 * @param traceParent trace of whoever asked, which its events carry on; null for none
 */
record ActionCall(
    UUID id,
    long smartobjectId,
    String action,
    Map<String, Object> arguments,
    Caller caller,
    String source,
    boolean requireSafe,
    Instant expiresAt,
    AnswerTo answerTo,
    String traceParent) {

  /** The step of an execution elsewhere that waits for the result. */
  record AnswerTo(UUID executionId, int step) {}

  static ActionCall of(ActionRequested command, String traceParent) {
    return new ActionCall(
        command.commandId(),
        command.smartobjectId(),
        command.action(),
        command.arguments() == null ? Map.of() : command.arguments(),
        command.caller(),
        command.source(),
        command.requireSafe(),
        command.expiresAt(),
        new AnswerTo(command.executionId(), command.step()),
        traceParent);
  }

  /** A command carries its sender's authority; a direct call has only the caller's own. */
  boolean direct() {
    return answerTo == null;
  }

  /** The same call with arguments in another form: checked, completed, sealed or masked. */
  ActionCall with(Map<String, Object> others) {
    return new ActionCall(
        id,
        smartobjectId,
        action,
        others,
        caller,
        source,
        requireSafe,
        expiresAt,
        answerTo,
        traceParent);
  }
}
