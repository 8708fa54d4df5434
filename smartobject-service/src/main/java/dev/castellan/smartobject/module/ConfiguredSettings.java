package dev.castellan.smartobject.module;

import dev.castellan.contracts.smartobject.ModuleState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of an object that its manifest declares, each in the one form of its type.
 *
 * @param discretion knows those that are secret
 */
public record ConfiguredSettings(Map<String, Object> values, Discretion discretion) {

  /**
   * @throws DeviceException when a required one is missing, or one is not of its type
   */
  public static ConfiguredSettings of(ModuleState manifest, DeviceSettings given)
      throws DeviceException {
    Map<String, Object> values = new HashMap<>();
    List<String> secrets = new ArrayList<>();
    for (ModuleState.Setting each : manifest.settings()) {
      Object value = given.values().get(each.id());
      value = value == null ? each.defaultValue() : value;
      if (value == null && each.required()) {
        throw DeviceException.refused("Setting " + each.id() + " is missing");
      }
      if (value != null) {
        values.put(each.id(), read(each, value));
        if (each.secret()) {
          secrets.add(value.toString());
        }
      }
    }
    return new ConfiguredSettings(values, new Discretion(secrets));
  }

  private static Object read(ModuleState.Setting setting, Object value) throws DeviceException {
    return ParameterType.of(setting.type())
        .read(value)
        .orElseThrow(() -> DeviceException.refused("Setting " + setting.id() + " is unfit"));
  }
}
