package dev.castellan.process.smartobjects;

import dev.castellan.contracts.EventTypes;
import dev.castellan.contracts.StateFollower;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.ModuleState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Manifests of the modules, kept in memory from the state topic. */
@ApplicationScoped
public class ModuleDirectory implements StateFollower {

  private final Map<String, ModuleState> byId = new ConcurrentHashMap<>();
  private final Event<SecretsDeclared> changed;

  ModuleDirectory(Event<SecretsDeclared> changed) {
    this.changed = changed;
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
      ModuleState before = byId.get(module.id());
      byId.merge(
          module.id(), module, (known, fresh) -> known.version() > fresh.version() ? known : fresh);
      if (!secrets(module).isEmpty()
          && (before == null || !secrets(before).equals(secrets(module)))) {
        changed.fireAsync(new SecretsDeclared(module.id()));
      }
    } else {
      byId.remove(key);
    }
  }

  /** By action, which of its arguments are secret. */
  private static Map<String, Set<String>> secrets(ModuleState module) {
    return module.actions().stream()
        .filter(each -> !each.secrets().isEmpty())
        .collect(Collectors.toMap(ModuleState.Action::id, ModuleState.Action::secrets));
  }

  /** The manifest of a module. */
  public Optional<ModuleState> module(String id) {
    return Optional.ofNullable(byId.get(id));
  }
}
