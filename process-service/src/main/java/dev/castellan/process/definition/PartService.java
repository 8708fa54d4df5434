package dev.castellan.process.definition;

import dev.castellan.contracts.Caller;
import dev.castellan.process.Ids;
import dev.castellan.web.etag.Part;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.FieldError;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.json.ObjectRef;
import dev.castellan.web.security.ProfileResolver;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Adds, edits and removes what a process is made of: actions, inputs, profiles. */
@ApplicationScoped
class PartService {

  private final ProcessRepository processes;
  private final ProcessEditor editor;
  private final ProcessViews views;
  private final ActionDrafts actionDrafts;
  private final DefinedSecrets secrets;
  private final ProfileResolver profiles;
  private final Ids ids;

  PartService(
      ProcessRepository processes,
      ProcessEditor editor,
      ProcessViews views,
      ActionDrafts actionDrafts,
      DefinedSecrets secrets,
      ProfileResolver profiles,
      Ids ids) {
    this.processes = processes;
    this.editor = editor;
    this.views = views;
    this.actionDrafts = actionDrafts;
    this.secrets = secrets;
    this.profiles = profiles;
    this.ids = ids;
  }

  Part<ActionView> action(long processId, long id) {
    Process process = processes.get(processId);
    ActionDefinition action = process.action(id).orElseThrow(PartService::noAction);
    return new Part<>(views.action(process, action), process.version());
  }

  ActionView addAction(long processId, ActionRequest request, Caller caller) {
    processes.get(processId);
    List<Warning> warnings = new ArrayList<>();
    ActionDefinition draft = actionDrafts.draft(request.asPatch(), null, caller, warnings);
    return editor
        .edit(
            processId,
            caller,
            process -> put(process, draft.withId(ids.next()), request.position()))
        .with(warnings);
  }

  ActionView patchAction(long processId, long id, ActionPatch patch, Caller caller) {
    ActionDefinition present =
        processes.get(processId).action(id).orElseThrow(PartService::noAction);
    List<Warning> warnings = new ArrayList<>();
    ActionDefinition draft = actionDrafts.draft(patch, present, caller, warnings);
    return editor
        .edit(
            processId,
            caller,
            process -> {
              // What was drafted stands on this; if it moved meanwhile, somebody else was first.
              if (!process.action(id).orElseThrow(PartService::noAction).equals(present)) {
                throw new ServiceException(ErrorCode.CONFLICT);
              }
              return put(process, draft, patch.position());
            })
        .with(warnings);
  }

  void removeAction(long processId, long id, Caller caller) {
    boolean removed = editor.edit(processId, caller, process -> process.removeAction(id));
    if (!removed) {
      throw noAction();
    }
  }

  Part<InputDefinition> input(long processId, String referenceOrId) {
    Process process = processes.get(processId);
    InputDefinition input = process.input(referenceOrId).orElseThrow(PartService::noInput);
    return new Part<>(input, process.version());
  }

  InputDefinition addInput(long processId, InputRequest request, Caller caller) {
    List<FieldError> errors = new ArrayList<>();
    InputDefinition draft = InputDrafts.draft(request, "reference", errors);
    check(errors);
    return editor.edit(processId, caller, process -> put(process, draft.withId(ids.next()), null));
  }

  InputDefinition patchInput(
      long processId, String referenceOrId, InputPatch patch, Caller caller) {
    return editor.edit(
        processId,
        caller,
        process -> {
          InputDefinition before = process.input(referenceOrId).orElseThrow(PartService::noInput);
          List<FieldError> errors = new ArrayList<>();
          InputDefinition after = InputDrafts.apply(patch, before, errors);
          check(errors);
          return put(process, after, patch.position());
        });
  }

  void removeInput(long processId, String referenceOrId, Caller caller) {
    editor.edit(
        processId,
        caller,
        process -> {
          process.remove(process.input(referenceOrId).orElseThrow(PartService::noInput));
          return null;
        });
  }

  Part<ProfileView> profile(long processId, String idProfile) {
    long id = profiles.require("idProfile", idProfile);
    Process process = processes.get(processId);
    if (!process.profiles().contains(id)) {
      throw new ServiceException(ErrorCode.PROFILE_NOT_FOUND);
    }
    return new Part<>(views.profile(id), process.version());
  }

  /**
   * @param added whether it was not there before
   */
  record Granted(ProfileView profile, boolean added) {}

  Granted grant(long processId, ObjectRef profile, Caller caller) {
    processes.get(processId);
    long id = profiles.require("idProfile", profile);
    if (!caller.admin() && id != caller.profileId()) {
      throw new ServiceException(ErrorCode.FORBIDDEN, "Only admin grants profiles of others");
    }
    return new Granted(
        views.profile(id), editor.edit(processId, caller, process -> process.grant(id)));
  }

  void revoke(long processId, ObjectRef profile, Caller caller) {
    processes.get(processId);
    long id = profiles.require("idProfile", profile);
    editor.edit(processId, caller, process -> process.revoke(id));
  }

  private ActionView put(Process process, ActionDefinition action, Integer position) {
    ActionDefinition stored = secrets.sealed(action);
    process.put(stored, position);
    return views.action(process, stored);
  }

  private static InputDefinition put(Process process, InputDefinition input, Integer position) {
    boolean taken =
        process.inputs().stream()
            .anyMatch(
                each -> each.id() != input.id() && each.reference().equals(input.reference()));
    if (taken) {
      throw new ServiceException(ErrorCode.REFERENCE_TAKEN);
    }
    process.put(input, position);
    return input;
  }

  private static void check(List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw ServiceException.invalid(errors);
    }
  }

  private static ServiceException noAction() {
    return new ServiceException(ErrorCode.PROCESS_ACTION_NOT_FOUND);
  }

  private static ServiceException noInput() {
    return new ServiceException(ErrorCode.PROCESS_INPUT_NOT_FOUND);
  }
}
