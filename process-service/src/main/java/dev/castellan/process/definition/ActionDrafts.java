package dev.castellan.process.definition;

import dev.castellan.contracts.Caller;
import dev.castellan.process.smartobjects.Catalogue;
import dev.castellan.process.smartobjects.Target;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.FieldError;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Turns what definers write into actions, before any transaction starts: it may have to wait. */
@ApplicationScoped
class ActionDrafts {

  /** An object made a moment ago may still be on its way here. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Sources sources;
  private final Catalogue catalogue;
  private final DefinedSecrets secrets;

  ActionDrafts(Sources sources, Catalogue catalogue, DefinedSecrets secrets) {
    this.sources = sources;
    this.catalogue = catalogue;
    this.secrets = secrets;
  }

  /**
   * Actions that may be stored.
   *
   * @param positions where each is wanted; null for the end
   */
  record Drafts(List<ActionDefinition> actions, List<Integer> positions, List<Warning> warnings) {}

  /** Everything that is wrong is added to {@code errors}; rights are checked at once. */
  Drafts draft(List<ActionRequest> requests, Caller definer, List<FieldError> errors) {
    List<Warning> warnings = new ArrayList<>();
    List<ActionDefinition> actions = new ArrayList<>();
    checkTypes(requests);
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (int i = 0; i < requests.size(); i++) {
      // One second for all of them together.
      Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      String field = "sources[" + i + "].";
      actions.add(draft(requests.get(i).asPatch(), null, definer, field, left, errors, warnings));
    }
    List<Integer> positions = new ArrayList<>();
    requests.forEach(each -> positions.add(each.position()));
    return new Drafts(actions, positions, warnings);
  }

  /**
   * One action.
   *
   * @param before null for a new one
   * @throws ServiceException 403 or 422
   */
  ActionDefinition draft(
      ActionPatch patch, ActionDefinition before, Caller definer, List<Warning> warnings) {
    if (patch.source() != null && !Sources.supported(patch.source())) {
      throw unsupported(List.of(unsupportedType("source")));
    }
    List<FieldError> errors = new ArrayList<>();
    ActionDefinition draft = draft(patch, before, definer, "", PATIENCE, errors, warnings);
    if (!errors.isEmpty()) {
      throw ServiceException.invalid(errors);
    }
    return draft;
  }

  private ActionDefinition draft(
      ActionPatch patch,
      ActionDefinition before,
      Caller definer,
      String field,
      Duration patience,
      List<FieldError> errors,
      List<Warning> warnings) {
    Target target = patch.source() == null ? null : sources.resolve(patch.source(), patience);
    ActionDefinition draft = patch.applyTo(before, target);
    sources.checkDefiner(draft.source(), definer);
    if (sources.find(draft.source()).isEmpty()) {
      warnings.add(
          new Warning(
              field + "source",
              ErrorCode.SMARTOBJECT_NOT_FOUND.code(),
              "There is no such smartobject yet; it is looked up at each run"));
    }
    checkAction(draft.source(), draft.action(), field + "action", errors);
    if (draft.compensation() != null) {
      checkAction(
          draft.source(), draft.compensation().action(), field + "compensation.action", errors);
    }
    return secrets.kept(draft, before, field, errors);
  }

  /** Only a manifest that is known can say that an action does not exist. */
  private void checkAction(Target source, String action, String field, List<FieldError> errors) {
    if (catalogue.lacks(source, action)) {
      errors.add(new FieldError(field, "is not an action of this smartobject"));
    }
  }

  private static void checkTypes(List<ActionRequest> requests) {
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      if (!Sources.supported(requests.get(i).source())) {
        errors.add(unsupportedType("sources[" + i + "].source"));
      }
    }
    if (!errors.isEmpty()) {
      throw unsupported(errors);
    }
  }

  private static FieldError unsupportedType(String field) {
    return new FieldError(field, "must be of type " + Target.TYPE);
  }

  private static ServiceException unsupported(List<FieldError> errors) {
    ErrorCode code = ErrorCode.SOURCE_TYPE_UNSUPPORTED;
    return new ServiceException(code, code.title(), errors);
  }
}
