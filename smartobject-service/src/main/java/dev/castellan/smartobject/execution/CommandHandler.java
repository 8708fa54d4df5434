package dev.castellan.smartobject.execution;

import dev.castellan.contracts.smartobject.ActionRequested;
import dev.castellan.messaging.intake.Received;
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

  void handle(List<Received> events) {
    List<ActionCall> calls =
        events.stream()
            .filter(each -> each.data() instanceof ActionRequested)
            .map(each -> ActionCall.of((ActionRequested) each.data(), each.traceParent()))
            .toList();
    if (!calls.isEmpty()) {
      service.command(calls);
    }
  }

  /** Even a command that nobody can handle is answered. */
  @Transactional(Transactional.TxType.MANDATORY)
  void giveUp(Received dead) {
    events.gaveUp((ActionRequested) dead.data(), dead.traceParent());
  }
}
