package dev.castellan.smartobject.module;

import dev.castellan.contracts.smartobject.ModuleState;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every driver that this installation has. */
@ApplicationScoped
public class ModuleCatalogue {

  private final Map<String, Module> modules = new TreeMap<>();

  ModuleCatalogue(@All List<Module> modules, @All List<ModuleFamily> families) {
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
    return Optional.ofNullable(modules.get(moduleId));
  }

  /** What a module can do, empty when it is not installed. */
  public Optional<ModuleState> manifest(String moduleId) {
    return find(moduleId).map(Module::manifest);
  }

  Collection<ModuleState> manifests() {
    return modules.values().stream().map(Module::manifest).toList();
  }
}
