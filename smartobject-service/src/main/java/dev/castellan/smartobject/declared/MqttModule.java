package dev.castellan.smartobject.declared;

import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.smartobject.module.ConfiguredSettings;
import dev.castellan.smartobject.module.Device;
import dev.castellan.smartobject.module.DeviceException;
import dev.castellan.smartobject.module.DeviceModule;
import dev.castellan.smartobject.module.DeviceSettings;
import dev.castellan.smartobject.module.StatusReport;
import dev.castellan.smartobject.outbound.DeviceAddresses;
import dev.castellan.web.template.Placeholders;
import java.util.HashMap;
import java.util.Map;

/** A driver made of one module file whose devices hear and speak through an MQTT broker. */
final class MqttModule implements DeviceModule {

  private final Manifest manifest;
  private final ModuleState state;
  private final Map<String, MqttAction> actions = new HashMap<>();
  private final DeviceAddresses addresses;
  private final MqttConfig config;

  MqttModule(Manifest manifest, DeviceAddresses addresses, MqttConfig config) {
    this.manifest = manifest;
    this.state = manifest.state();
    this.addresses = addresses;
    this.config = config;
    manifest.actions().forEach(each -> actions.put(each.id(), new MqttAction(manifest, each)));
  }

  @Override
  public ModuleState manifest() {
    return state;
  }

  @Override
  public boolean watches() {
    return true;
  }

  @Override
  public Device start(DeviceSettings given, StatusReport status)
      throws DeviceException, InterruptedException {
    ConfiguredSettings settings = ConfiguredSettings.of(state, given);
    Placeholders values = new Placeholders(settings.values());
    Manifest.Connection to = manifest.connection();
    MqttBroker broker =
        MqttBroker.of(
            filled(values, to.url()), filled(values, to.username()), filled(values, to.password()));
    MqttConnection connection =
        MqttConnection.open(new MqttRoute(broker, addresses::allowed, config), status);
    AnswerReader answers = new AnswerReader(manifest.failure(), settings.discretion());
    return new MqttDevice(actions, settings, answers, connection);
  }

  /** Null when it is not there, or one of its settings is not set. */
  private static String filled(Placeholders values, String template) {
    return template == null || !values.covers(template)
        ? null
        : values.splice(template, each -> each);
  }
}
