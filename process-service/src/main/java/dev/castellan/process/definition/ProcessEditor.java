package dev.castellan.process.definition;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.process.ProcessSnapshot;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.hibernate.exception.ConstraintViolationException;

/** The frame of every edit: lock, change, say so, forget what was cached. */
@ApplicationScoped
class ProcessEditor {

  private final ProcessRepository processes;
  private final ProcessEvents events;
  private final Definitions definitions;

  ProcessEditor(ProcessRepository processes, ProcessEvents events, Definitions definitions) {
    this.processes = processes;
    this.events = events;
    this.definitions = definitions;
  }

  /**
   * Edits a process in a transaction of its own; when nothing changed, nothing is said.
   *
   * @throws ServiceException 404 when there is no such process, or what the edit throws
   */
  <T> T edit(long processId, Caller caller, Function<Process, T> change) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              Process process = processes.lock(processId);
              ProcessSnapshot before = process.snapshot();
              T outcome = change.apply(process);
              if (process.snapshot().version() != before.version()) {
                events.changed(before, process, caller);
                definitions.evictAfterCommit(processId);
                flush();
              }
              return outcome;
            });
  }

  private void flush() {
    try {
      processes.flush();
    } catch (ConstraintViolationException e) {
      throw new ServiceException(ErrorCode.REFERENCE_TAKEN);
    }
  }
}
