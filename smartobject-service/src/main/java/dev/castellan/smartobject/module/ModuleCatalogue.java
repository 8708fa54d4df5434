package dev.castellan.smartobject.module;

import dev.castellan.contracts.smartobject.ModuleState;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every driver that this installation has. */
@ApplicationScoped
public class ModuleCatalogue {

  private final Map<String, Module> modules = new TreeMap<>();
  private final List<ModuleRegistry> registries;

  ModuleCatalogue(
      @All List<Module> modules,
      @All List<ModuleFamily> families,
      @All List<ModuleRegistry> registries) {
    this.registries = registries;
    modules.forEach(this::add);
    families.forEach(family -> family.modules().forEach(this::add));
  }

  private void add(Module module) {
    String id = module.manifest().id();
    if (modules.put(id, module) != null) {
      throw new IllegalStateException("Two modules have the id " + id);
    }
  }

  /** The driver of a module, empty when it is not installed. */
  public Optional<Module> find(String moduleId) {
    Module known = modules.get(moduleId);
    return known != null
        ? Optional.of(known)
        : registries.stream()
            .flatMap(each -> each.find(moduleId).stream())
            .map(Module.class::cast)
            .findFirst();
  }

  /** As {@link #find}, but sure to know one that another replica has registered a moment ago. */
  public Optional<Module> installed(String moduleId) {
    Optional<Module> known = find(moduleId);
    if (known.isPresent()) {
      return known;
    }
    registries.forEach(ModuleRegistry::refresh);
    return find(moduleId);
  }

  /**
   * What settings of the module's objects are to be kept by in the running transaction, during
   * which it stays as it is; empty when the module is not installed. To be asked before an object
   * is locked, as those do who change manifests.
   */
  public Optional<ModuleState> forEdit(String moduleId) {
    Module known = modules.get(moduleId);
    return known != null
        ? Optional.of(known.manifest())
        : registries.stream().flatMap(each -> each.forEdit(moduleId).stream()).findFirst();
  }

  /** What a module can do, empty when it is not installed. */
  public Optional<ModuleState> manifest(String moduleId) {
    return find(moduleId).map(Module::manifest);
  }

  /** Whether an action of that id only reads, in whichever module it is. */
  public boolean onlyReads(String actionId) {
    return all().stream()
        .flatMap(each -> each.manifest().action(actionId).stream())
        .allMatch(ModuleState.Action::safe);
  }

  /** Whether a module is part of this installation, so that no other can have its id. */
  public boolean builtIn(String moduleId) {
    return modules.containsKey(moduleId);
  }

  /** Every driver there is at this moment. */
  public Collection<Module> all() {
    return Stream.concat(
            modules.values().stream(),
            registries.stream().flatMap(each -> each.modules().stream()).map(Module.class::cast))
        .toList();
  }

  /** Those that are part of this installation. */
  Collection<ModuleState> builtIn() {
    return modules.values().stream().map(Module::manifest).toList();
  }
}
