package dev.castellan.smartobject.module;

import dev.castellan.contracts.smartobject.ModuleState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A light with brightness and colour: {@code {on, brightness, color}}. */
@ApplicationScoped
class VirtualLight implements VirtualModule {

  private static final int BRIGHTEST = 255;
  private static final String WHITE = "#ffffff";

  private static final ModuleState MANIFEST =
      Manifests.virtual(
          "virtual-light",
          "Virtual light",
          "bulb-outline",
          List.of(
              Manifests.GET_STATE,
              Manifests.idempotent(
                  "turnOn",
                  "Turn on",
                  "Lights up with a brightness and a colour.",
                  Manifests.slider("brightness", 1, BRIGHTEST, BRIGHTEST),
                  Manifests.color("color", WHITE)),
              Manifests.idempotent("turnOff", "Turn off", "Goes dark.")));

  @Override
  public ModuleState manifest() {
    return MANIFEST;
  }

  @Override
  public Map<String, Object> initialState() {
    return state(false, BRIGHTEST, WHITE);
  }

  @Override
  public Map<String, Object> apply(
      Map<String, Object> state, String action, Map<String, Object> arguments) {
    return switch (action) {
      case "turnOn" -> state(true, arguments.get("brightness"), arguments.get("color"));
      case "turnOff" -> state(false, state.get("brightness"), state.get("color"));
      default -> state;
    };
  }

  private static Map<String, Object> state(boolean on, Object brightness, Object color) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("on", on);
    state.put("brightness", brightness);
    state.put("color", color);
    return state;
  }
}
