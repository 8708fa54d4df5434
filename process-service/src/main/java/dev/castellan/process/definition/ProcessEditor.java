package dev.castellan.process.definition;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.process.ProcessSnapshot;
import dev.castellan.web.envelope.Answer;
import dev.castellan.web.etag.Precondition;
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
  private final ProcessViews views;
  private final Precondition precondition;

  ProcessEditor(
      ProcessRepository processes,
      ProcessEvents events,
      Definitions definitions,
      ProcessViews views,
      Precondition precondition) {
    this.processes = processes;
    this.events = events;
    this.definitions = definitions;
    this.views = views;
    this.precondition = precondition;
  }

  /**
   * The process, kept from other editors until the transaction ends.
   *
   * @throws ServiceException 404 when there is none, 412 when the client has seen another version
   */
  Process lock(long processId) {
    Process process = processes.lock(processId);
    precondition.check(process.version(), () -> Answer.ok(views.view(process)));
    return process;
  }

  /**
   * Edits a process in the running transaction or one of its own; when nothing changed, nothing is
   * said.
   *
   * @throws ServiceException 404 or 412 as {@link #lock} does, or what the edit throws
   */
  <T> T edit(long processId, Caller caller, Function<Process, T> change) {
    return QuarkusTransaction.joiningExisting()
        .call(
            () -> {
              Process process = lock(processId);
              ProcessSnapshot before = process.snapshot();
              T outcome = change.apply(process);
              if (process.version() != before.version()) {
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
