package dev.castellan.smartobject.execution;

import dev.castellan.contracts.smartobject.ActionRequested;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Turns commands into calls. */
@ApplicationScoped
class CommandHandler {

  private final ActionService service;
  private final ExecutionEvents events;

  CommandHandler(ActionService service, ExecutionEvents events) {
    this.service = service;
    this.events = events;
  }

  void handle(List<ActionRequested> commands) {
    if (!commands.isEmpty()) {
      service.command(commands.stream().map(ActionCall::of).toList());
    }
  }

  /** Even a command that nobody can handle is answered. */
  @Transactional(Transactional.TxType.MANDATORY)
  void giveUp(ActionRequested command) {
    events.gaveUp(command);
  }
}
