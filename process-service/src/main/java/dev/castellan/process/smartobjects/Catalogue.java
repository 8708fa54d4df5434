package dev.castellan.process.smartobjects;

import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.contracts.smartobject.SmartobjectState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/** Answers what sources and actions mean at this moment. */
@ApplicationScoped
public class Catalogue {

  private final SmartobjectDirectory objects;
  private final ModuleDirectory modules;

  Catalogue(SmartobjectDirectory objects, ModuleDirectory modules) {
    this.objects = objects;
    this.modules = modules;
  }

  /** The object that a source means. */
  public Optional<SmartobjectState> find(Target source) {
    return source.id() != null ? objects.byId(source.id()) : objects.byText(source.reference());
  }

  /** Id of the object that a source means. */
  public Optional<Long> locate(Target source) {
    return find(source).map(SmartobjectState::id);
  }

  /** The manifest of the module that the object of a source belongs to. */
  public Optional<ModuleState> manifest(Target source) {
    return find(source).flatMap(object -> modules.module(object.module()));
  }

  /** What the module of a source's object says about an action. */
  public Optional<ModuleState.Action> action(Target source, String action) {
    return manifest(source)
        .flatMap(
            module ->
                module.actions().stream().filter(each -> each.id().equals(action)).findFirst());
  }

  /** Whether the manifest of a source's object is known, and does not have an action. */
  public boolean lacks(Target source, String action) {
    return manifest(source).isPresent() && action(source, action).isEmpty();
  }

  /** Whether an action may be run again when nobody knows whether it took effect. */
  public boolean repeatable(Target source, String action) {
    return action(source, action)
        .filter(declared -> declared.idempotent() || declared.safe())
        .isPresent();
  }

  /** Ids of the arguments that are secret, as far as the module of a source's object is known. */
  public Set<String> secrets(Target source, String action) {
    return action(source, action).map(ModuleState.Action::secrets).orElse(Set.of());
  }

  public SourceView describe(Target source) {
    return find(source)
        .map(object -> new SourceView(Target.TYPE, object.id(), object.reference()))
        .orElseGet(() -> new SourceView(Target.TYPE, source.id(), source.reference()));
  }

  public ActionName describe(Target source, String action) {
    String name = action(source, action).map(ModuleState.Action::name).orElse(action);
    return new ActionName(action, name);
  }
}
