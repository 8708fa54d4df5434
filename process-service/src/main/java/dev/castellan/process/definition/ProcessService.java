package dev.castellan.process.definition;

import dev.castellan.contracts.Caller;
import dev.castellan.process.Ids;
import dev.castellan.process.espace.Espace;
import dev.castellan.process.espace.EspaceRepository;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.FieldError;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.json.ObjectRef;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.hibernate.exception.ConstraintViolationException;

/** Adds, edits and deletes processes. */
@ApplicationScoped
class ProcessService {

  private final ProcessRepository processes;
  private final EspaceRepository espaces;
  private final ProcessEditor editor;
  private final ProcessViews views;
  private final ActionDrafts actionDrafts;
  private final DefinedSecrets secrets;
  private final ProcessEvents events;
  private final Definitions definitions;
  private final Ids ids;

  ProcessService(
      ProcessRepository processes,
      EspaceRepository espaces,
      ProcessEditor editor,
      ProcessViews views,
      ActionDrafts actionDrafts,
      DefinedSecrets secrets,
      ProcessEvents events,
      Definitions definitions,
      Ids ids) {
    this.processes = processes;
    this.espaces = espaces;
    this.editor = editor;
    this.views = views;
    this.actionDrafts = actionDrafts;
    this.secrets = secrets;
    this.events = events;
    this.definitions = definitions;
    this.ids = ids;
  }

  /**
   * Adds a process; sources that nobody knows yet are waited for first.
   *
   * @throws ServiceException 403, 409 or 422
   */
  ProcessView create(ProcessRequest request, Caller caller) {
    List<FieldError> errors = new ArrayList<>();
    List<InputDefinition> inputs = InputDrafts.draft(request.inputsOrNone(), errors);
    ActionDrafts.Drafts drafts = actionDrafts.draft(request.actionsOrNone(), caller, errors);
    return QuarkusTransaction.joiningExisting()
        .call(() -> store(request, drafts, inputs, errors, caller))
        .with(drafts.warnings());
  }

  ProcessView patch(long id, ProcessPatch patch, Caller caller) {
    return editor.edit(
        id,
        caller,
        process -> {
          if (patch.mode() != null && patch.mode() != process.mode()) {
            throw ServiceException.invalid("mode", "cannot be changed");
          }
          String reference = patch.reference() == null ? null : patch.reference().strip();
          if (reference != null && !reference.equals(process.reference())) {
            checkFree(reference);
          }
          Espace espace = patch.espace() == null ? null : espace(patch.espace());
          process.describe(patch, espace);
          return views.view(process);
        });
  }

  @Transactional
  void delete(long id, Caller caller) {
    Process process = editor.lock(id);
    events.deleted(process, caller);
    processes.delete(process);
    definitions.evictAfterCommit(id);
  }

  private ProcessView store(
      ProcessRequest request,
      ActionDrafts.Drafts drafts,
      List<InputDefinition> inputs,
      List<FieldError> errors,
      Caller caller) {
    Espace espace = espaces.resolve(request.espace()).orElse(null);
    if (espace == null) {
      errors.add(new FieldError("espace", "is not a known espace"));
    }
    if (!errors.isEmpty()) {
      throw ServiceException.invalid(errors);
    }
    checkFree(request.reference().strip());
    Queue<Long> fresh = ids.next(1 + drafts.actions().size() + inputs.size());
    Process process = new Process(fresh.remove(), request, espace);
    for (int i = 0; i < drafts.actions().size(); i++) {
      ActionDefinition action = drafts.actions().get(i).withId(fresh.remove());
      process.put(secrets.sealed(action), drafts.positions().get(i));
    }
    inputs.forEach(input -> process.put(input.withId(fresh.remove()), null));
    process.firstVersion();
    persist(process);
    events.created(process, caller);
    return views.view(process);
  }

  private void persist(Process process) {
    try {
      processes.persistAndFlush(process);
    } catch (ConstraintViolationException e) {
      // Somebody else took the reference since it was looked for.
      throw new ServiceException(ErrorCode.REFERENCE_TAKEN);
    }
  }

  private void checkFree(String reference) {
    if (processes.referenceTaken(reference)) {
      throw new ServiceException(ErrorCode.REFERENCE_TAKEN);
    }
  }

  private Espace espace(ObjectRef pointer) {
    return espaces
        .resolve(pointer)
        .orElseThrow(() -> ServiceException.invalid("espace", "is not a known espace"));
  }
}
