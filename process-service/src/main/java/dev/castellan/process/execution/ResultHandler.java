package dev.castellan.process.execution;

import dev.castellan.contracts.smartobject.ActionFinished;
import dev.castellan.messaging.intake.Received;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Applies results to executions, a batch in one transaction. It needs no inbox: a result has an
 * effect only on the very attempt of the very step that waits for it, and none when it comes again.
 */
@ApplicationScoped
class ResultHandler {

  private final ExecutionEngine engine;

  ResultHandler(ExecutionEngine engine) {
    this.engine = engine;
  }

  void handle(List<Received> events) {
    Map<UUID, List<ActionFinished>> byExecution = new LinkedHashMap<>();
    for (Received event : events) {
      if (event.data() instanceof ActionFinished result) {
        byExecution.computeIfAbsent(result.executionId(), id -> new ArrayList<>()).add(result);
      }
    }
    if (!byExecution.isEmpty()) {
      engine.inTransaction(() -> engine.results(byExecution));
    }
  }
}
