package dev.castellan.smartobject.execution;

import dev.castellan.contracts.smartobject.ActionRequested;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Turns commands into calls of the engine. */
@ApplicationScoped
class CommandHandler {

  private final ActionEngine engine;
  private final ExecutionEvents events;

  CommandHandler(ActionEngine engine, ExecutionEvents events) {
    this.engine = engine;
    this.events = events;
  }

  void handle(List<ActionRequested> commands) {
    if (!commands.isEmpty()) {
      engine.runCommands(commands.stream().map(ActionCall::of).toList());
    }
  }

  /** Even a command that nobody can handle is answered. */
  @Transactional(Transactional.TxType.MANDATORY)
  void giveUp(ActionRequested command) {
    events.gaveUp(command);
  }
}
