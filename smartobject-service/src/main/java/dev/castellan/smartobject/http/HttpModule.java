package dev.castellan.smartobject.http;

import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.smartobject.http.HttpManifest.Setting;
import dev.castellan.smartobject.module.Device;
import dev.castellan.smartobject.module.DeviceException;
import dev.castellan.smartobject.module.DeviceModule;
import dev.castellan.smartobject.module.DeviceSettings;
import dev.castellan.smartobject.module.ParameterType;
import dev.castellan.smartobject.outbound.OutboundClient;
import dev.castellan.web.template.Placeholders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A driver made of one module file. */
final class HttpModule implements DeviceModule {

  private final HttpManifest manifest;
  private final ModuleState state;
  private final Map<String, HttpAction> actions = new HashMap<>();
  private final OutboundClient client;

  HttpModule(HttpManifest manifest, OutboundClient client) {
    this.manifest = manifest;
    this.state = manifest.state();
    this.client = client;
    manifest.actions().forEach(each -> actions.put(each.id(), new HttpAction(manifest, each)));
  }

  @Override
  public ModuleState manifest() {
    return state;
  }

  @Override
  public Device start(DeviceSettings given) throws DeviceException {
    Map<String, Object> settings = new HashMap<>();
    List<String> secrets = new ArrayList<>();
    for (Setting each : manifest.settings()) {
      Object value = given.values().get(each.id());
      if (value == null && each.required()) {
        throw DeviceException.refused("Setting " + each.id() + " is missing");
      }
      if (value != null) {
        settings.put(each.id(), read(each, value));
        if (each.secret()) {
          secrets.add(given.text(each.id()));
        }
      }
    }
    Placeholders values = new Placeholders(settings);
    for (HttpAction each : actions.values()) {
      each.url().checkBase(values);
    }
    return new HttpDevice(actions, settings, manifest.failure(), new Discretion(secrets), client);
  }

  private static Object read(Setting setting, Object value) throws DeviceException {
    return ParameterType.of(setting.type())
        .read(value)
        .orElseThrow(() -> DeviceException.refused("Setting " + setting.id() + " is unfit"));
  }
}
