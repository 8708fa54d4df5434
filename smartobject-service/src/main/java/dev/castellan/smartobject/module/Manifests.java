package dev.castellan.smartobject.module;

import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.contracts.smartobject.ModuleState.Action;
import dev.castellan.contracts.smartobject.ModuleState.Parameter;
import java.util.List;

/** Builds the manifests of the virtual family. */
final class Manifests {

  static final Action GET_STATE =
      new Action("getState", "Get state", "Answers the present state.", true, true, List.of());

  private Manifests() {}

  static ModuleState virtual(String id, String name, String icon, List<Action> actions) {
    return new ModuleState(id, name, "virtual", icon, List.of(), actions, 1);
  }

  static Action idempotent(String id, String name, String description, Parameter... parameters) {
    return new Action(id, name, description, false, true, List.of(parameters));
  }

  static Action notIdempotent(String id, String name, String description) {
    return new Action(id, name, description, false, false, List.of());
  }

  static Parameter slider(String id, double min, double max, int defaultValue) {
    return new Parameter(id, "slider", defaultValue, min, max, 1.0, null);
  }

  static Parameter color(String id, String defaultValue) {
    return new Parameter(id, "colorpicker", defaultValue, null, null, null, null);
  }

  static Parameter number(String id) {
    return new Parameter(id, "number", null, null, null, null, null);
  }
}
