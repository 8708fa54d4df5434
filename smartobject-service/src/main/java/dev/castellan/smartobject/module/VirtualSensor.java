package dev.castellan.smartobject.module;

import dev.castellan.contracts.smartobject.ModuleState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A sensor whose value is set by hand: {@code {value}}, null until the first time. */
@ApplicationScoped
class VirtualSensor implements VirtualModule {

  private static final ModuleState MANIFEST =
      Manifests.virtual(
          "virtual-sensor",
          "Virtual sensor",
          "thermometer-outline",
          List.of(
              Manifests.GET_STATE,
              Manifests.idempotent(
                  "setValue", "Set value", "Sets what is measured.", Manifests.number("value"))));

  @Override
  public ModuleState manifest() {
    return MANIFEST;
  }

  @Override
  public Map<String, Object> initialState() {
    return Collections.singletonMap("value", null);
  }

  @Override
  public Map<String, Object> apply(
      Map<String, Object> state, String action, Map<String, Object> arguments) {
    return action.equals("setValue")
        ? Collections.singletonMap("value", arguments.get("value"))
        : state;
  }
}
