package dev.castellan.smartobject.kafka;

import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.smartobject.module.ModuleRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The registered modules as this replica knows them; another one's news come within a second. */
@ApplicationScoped
class ExternalModules implements ModuleRegistry {

  private final ModuleStore store;
  private final ModuleCalls calls;
  private volatile Map<String, ExternalModule> modules = Map.of();

  /** When the manifests that are known were put; touched by {@link #refresh()} alone. */
  private Map<String, Instant> changedAt = Map.of();

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
  public Optional<ModuleState> forEdit(String moduleId) {
    return store.forEdit(moduleId);
  }

  @Override
  public synchronized void refresh() {
    List<ModuleStore.Present> present = store.present();
    Map<String, ModuleState> manifests = manifests(present);
    Map<String, ExternalModule> fresh = new TreeMap<>();
    Map<String, Instant> fromWhen = new HashMap<>();
    for (ModuleStore.Present each : present) {
      ModuleState manifest = manifests.get(each.moduleId());
      if (manifest != null) {
        fresh.put(each.moduleId(), new ExternalModule(manifest, each.alive(), this, calls));
        fromWhen.put(each.moduleId(), each.changedAt());
      }
    }
    modules = fresh;
    changedAt = fromWhen;
  }

  /** Reads what is not known yet; running objects are brought up anew by another manifest. */
  private Map<String, ModuleState> manifests(List<ModuleStore.Present> present) {
    Map<String, ModuleState> manifests = new HashMap<>();
    List<String> unread = new ArrayList<>();
    for (ModuleStore.Present each : present) {
      if (each.changedAt().equals(changedAt.get(each.moduleId()))) {
        manifests.put(each.moduleId(), modules.get(each.moduleId()).manifest());
      } else {
        unread.add(each.moduleId());
      }
    }
    if (!unread.isEmpty()) {
      store.some(unread).forEach(each -> manifests.put(each.manifest().id(), each.manifest()));
    }
    return manifests;
  }
}
