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
 * @param source {@code api}, {@code process} or {@code widget}
 * @param command null for a call over HTTP
 * @param expiresAt null when the call does not expire
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
    ActionRequested command) {

  static ActionCall of(ActionRequested command) {
    return new ActionCall(
        command.commandId(),
        command.smartobjectId(),
        command.action(),
        command.arguments() == null ? Map.of() : command.arguments(),
        command.caller(),
        command.source(),
        command.requireSafe(),
        command.expiresAt(),
        command);
  }

  /** A command carries its sender's authority; a direct call has only the caller's own. */
  boolean direct() {
    return command == null;
  }
}
