package dev.castellan.smartobject.declared;

import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.smartobject.module.ConfiguredSettings;
import dev.castellan.smartobject.module.Device;
import dev.castellan.smartobject.module.DeviceException;
import dev.castellan.smartobject.module.DeviceModule;
import dev.castellan.smartobject.module.DeviceSettings;
import dev.castellan.smartobject.module.StatusReport;
import dev.castellan.smartobject.outbound.OutboundClient;
import dev.castellan.web.template.Placeholders;
import java.util.HashMap;
import java.util.Map;

/** A driver made of one module file. */
final class HttpModule implements DeviceModule {

  private final Manifest manifest;
  private final ModuleState state;
  private final Map<String, HttpAction> actions = new HashMap<>();
  private final OutboundClient client;

  HttpModule(Manifest manifest, OutboundClient client) {
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
  public Device start(DeviceSettings given, StatusReport status) throws DeviceException {
    ConfiguredSettings settings = ConfiguredSettings.of(state, given);
    Placeholders values = new Placeholders(settings.values());
    for (HttpAction each : actions.values()) {
      each.url().checkBase(values);
    }
    AnswerReader answers = new AnswerReader(manifest.failure(), settings.discretion());
    return new HttpDevice(actions, settings, answers, client);
  }
}
