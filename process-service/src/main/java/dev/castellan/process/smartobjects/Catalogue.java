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
