package dev.castellan.smartobject.module;

import dev.castellan.contracts.smartobject.ModuleState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** A switch: {@code {on}}. */
@ApplicationScoped
class VirtualSwitch implements VirtualModule {

  private static final ModuleState MANIFEST =
      Manifests.virtual(
          "virtual-switch",
          "Virtual switch",
          "toggle-left-outline",
          List.of(
              Manifests.GET_STATE,
              Manifests.idempotent("turnOn", "Turn on", "Closes the circuit."),
              Manifests.idempotent("turnOff", "Turn off", "Opens the circuit."),
              Manifests.notIdempotent("toggle", "Toggle", "Changes to the other state.")));

  @Override
  public ModuleState manifest() {
    return MANIFEST;
  }

  @Override
  public Map<String, Object> initialState() {
    return Map.of("on", false);
  }

  @Override
  public Map<String, Object> apply(
      Map<String, Object> state, String action, Map<String, Object> arguments) {
    return switch (action) {
      case "turnOn" -> Map.of("on", true);
      case "turnOff" -> Map.of("on", false);
      case "toggle" -> Map.of("on", !Boolean.TRUE.equals(state.get("on")));
      default -> state;
    };
  }
}
