package dev.castellan.process.execution;

import dev.castellan.contracts.process.ProcessExecuted;
import dev.castellan.contracts.smartobject.ActionRequested;
import dev.castellan.messaging.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;

/** What executions say to others, in the transaction in which it becomes true. */
@ApplicationScoped
class ExecutionEvents {

  private final Outbox outbox;

  ExecutionEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  /**
   * @param traceParent of the request that the command goes back to
   */
  void requested(ActionRequested command, String traceParent) {
    outbox.append(Long.toString(command.smartobjectId()), command, traceParent);
  }

  void executed(Execution execution) {
    Order order = execution.order();
    outbox.append(
        Long.toString(order.processId()),
        new ProcessExecuted(
            order.id(),
            order.processId(),
            execution.status(),
            execution.enableAfter(),
            execution.steps().size(),
            order.caller(),
            order.acceptedAt(),
            execution.finishedAt()),
        order.traceParent());
  }
}
