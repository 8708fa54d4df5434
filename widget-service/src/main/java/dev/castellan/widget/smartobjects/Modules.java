package dev.castellan.widget.smartobjects;

import dev.castellan.contracts.EventTypes;
import dev.castellan.contracts.StateFollower;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.ModuleState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Manifests of the modules, kept in memory from the state topic. */
@ApplicationScoped
public class Modules implements StateFollower {

  private final Map<String, ModuleState> byId = new ConcurrentHashMap<>();
  private final Epoch epoch;

  Modules(Epoch epoch) {
    this.epoch = epoch;
  }

  @Override
  public String topic() {
    return Topics.MODULE_STATE;
  }

  @Override
  public Map<String, Class<?>> types() {
    return Map.of(EventTypes.typeOf(ModuleState.class), ModuleState.class);
  }

  @Override
  public void apply(String key, Object state) {
    if (state instanceof ModuleState module) {
      byId.merge(
          module.id(), module, (known, fresh) -> known.version() > fresh.version() ? known : fresh);
    } else {
      byId.remove(key);
    }
    epoch.next();
  }

  /** The manifest of a module. */
  public Optional<ModuleState> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }
}
