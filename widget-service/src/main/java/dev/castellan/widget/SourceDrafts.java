package dev.castellan.widget;

import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.FieldError;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.json.ObjectRef;
import dev.castellan.widget.smartobjects.Modules;
import dev.castellan.widget.smartobjects.Smartobjects;
import dev.castellan.widget.smartobjects.Target;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns what editors write into sources, before any transaction starts: it may have to wait. */
@ApplicationScoped
class SourceDrafts {

  /** An object made a moment ago may still be on its way here. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Smartobjects smartobjects;
  private final Modules modules;

  SourceDrafts(Smartobjects smartobjects, Modules modules) {
    this.smartobjects = smartobjects;
    this.modules = modules;
  }

  /** Sources in the order of the requests; what is wrong is added to {@code errors}. */
  List<Source> draft(
      List<SourceRequest> requests, List<FieldError> errors, List<Warning> warnings) {
    for (int i = 0; i < requests.size(); i++) {
      checkType(requests.get(i).source(), "sources[" + i + "].source");
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      // One second for all of them together.
      Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      SourcePatch patch = requests.get(i).asPatch();
      sources.add(draft(patch, null, "sources[" + i + "].", left, errors, warnings));
    }
    return sources;
  }

  /**
   * One source.
   *
   * @param before null for a new one
   * @throws ServiceException 422
   */
  Source draft(SourcePatch patch, Source before, List<Warning> warnings) {
    if (patch.source() != null) {
      checkType(patch.source(), "source");
    }
    List<FieldError> errors = new ArrayList<>();
    Source draft = draft(patch, before, "", PATIENCE, errors, warnings);
    if (!errors.isEmpty()) {
      throw ServiceException.invalid(errors);
    }
    return draft;
  }

  private Source draft(
      SourcePatch patch,
      Source before,
      String field,
      Duration patience,
      List<FieldError> errors,
      List<Warning> warnings) {
    Target target = patch.source() == null ? null : resolve(patch.source(), patience);
    Source draft = patch.applyTo(before, target);
    if (draft.length() > Source.LONGEST_ARGUMENTS) {
      errors.add(new FieldError(field + "arguments", "are too long"));
    }
    Optional<SmartobjectState> object = smartobjects.find(draft.target());
    if (object.isEmpty()) {
      warnings.add(
          new Warning(
              field + "source",
              ErrorCode.SMARTOBJECT_NOT_FOUND.code(),
              "There is no such smartobject yet; it is looked up at each read"));
    }
    // Only a manifest that is known can say what is wrong with an action; the command says again
    // that it must be safe.
    object
        .flatMap(each -> modules.find(each.module()))
        .ifPresent(module -> checkAction(module, draft.action(), field + "action", errors));
    return draft;
  }

  private Target resolve(ObjectRef source, Duration patience) {
    return smartobjects
        .await(source, patience)
        .map(found -> new Target(found.id(), null))
        .orElseGet(() -> new Target(source.id(), source.name()));
  }

  private static void checkAction(
      ModuleState module, String action, String field, List<FieldError> errors) {
    module
        .action(action)
        .filter(ModuleState.Action::safe)
        .ifPresentOrElse(
            safe -> {},
            () -> errors.add(new FieldError(field, "is not a safe action of this smartobject")));
  }

  private static void checkType(ObjectRef source, String field) {
    if (source.type() != null && !source.type().equals(Target.TYPE)) {
      ErrorCode code = ErrorCode.SOURCE_TYPE_UNSUPPORTED;
      throw new ServiceException(
          code, code.title(), List.of(new FieldError(field, "must be of type " + Target.TYPE)));
    }
  }
}
