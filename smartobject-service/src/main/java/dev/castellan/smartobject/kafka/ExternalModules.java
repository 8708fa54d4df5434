package dev.castellan.smartobject.kafka;

import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.smartobject.module.ModuleRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The registered modules as this replica knows them; another one's news come within a second. */
@ApplicationScoped
class ExternalModules implements ModuleRegistry {

  private final ModuleStore store;
  private final ModuleCalls calls;
  private volatile Map<String, ExternalModule> modules = Map.of();

  ExternalModules(ModuleStore store, ModuleCalls calls) {
    this.store = store;
    this.calls = calls;
  }

  @Override
  public Collection<ExternalModule> modules() {
    return modules.values();
  }

  @Override
  public Optional<ExternalModule> find(String moduleId) {
    return Optional.ofNullable(modules.get(moduleId));
  }

  @Override
  public synchronized void refresh() {
    Map<String, ExternalModule> fresh = new TreeMap<>();
    for (ModuleStore.Registered each : store.all()) {
      ModuleState manifest = each.manifest();
      ExternalModule known = modules.get(manifest.id());
      boolean same = known != null && known.manifest().equals(manifest);
      // Running objects are brought up anew when the manifest is another one.
      fresh.put(
          manifest.id(),
          new ExternalModule(same ? known.manifest() : manifest, each.alive(), this, calls));
    }
    modules = fresh;
  }
}
