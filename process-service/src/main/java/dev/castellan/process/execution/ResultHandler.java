package dev.castellan.process.execution;

import dev.castellan.contracts.smartobject.ActionFinished;
import dev.castellan.messaging.inbox.Inbox;
import dev.castellan.messaging.intake.Received;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Applies results to executions, each once, a batch in one transaction. */
@ApplicationScoped
class ResultHandler {

  private final Inbox inbox;
  private final ExecutionEngine engine;

  ResultHandler(Inbox inbox, ExecutionEngine engine) {
    this.inbox = inbox;
    this.engine = engine;
  }

  void handle(List<Received> events) {
    engine.inTransaction(
        () -> {
          Set<UUID> fresh = inbox.firstTime(events.stream().map(Received::id).toList());
          Map<UUID, List<ActionFinished>> byExecution = new LinkedHashMap<>();
          for (Received event : events) {
            if (event.data() instanceof ActionFinished result && fresh.remove(event.id())) {
              byExecution
                  .computeIfAbsent(result.executionId(), id -> new ArrayList<>())
                  .add(result);
            }
          }
          return engine.results(byExecution);
        });
  }
}
