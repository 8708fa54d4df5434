package dev.castellan.smartobject.declared;

import com.fasterxml.jackson.databind.JsonNode;
import dev.castellan.smartobject.module.ConfiguredSettings;
import dev.castellan.smartobject.module.Device;
import dev.castellan.smartobject.module.DeviceCall;
import dev.castellan.smartobject.module.DeviceException;
import dev.castellan.web.template.Placeholders;
import java.util.Map;

/** An object of a module file: each action is one message, and perhaps one that answers it. */
final class MqttDevice implements Device {

  private final Map<String, MqttAction> actions;
  private final ConfiguredSettings settings;
  private final AnswerReader answers;
  private final MqttConnection connection;

  MqttDevice(
      Map<String, MqttAction> actions,
      ConfiguredSettings settings,
      AnswerReader answers,
      MqttConnection connection) {
    this.actions = actions;
    this.settings = settings;
    this.answers = answers;
    this.connection = connection;
  }

  @Override
  public Map<String, Object> execute(DeviceCall call) throws DeviceException, InterruptedException {
    MqttAction action = actions.get(call.action());
    Placeholders values = action.values().of(settings.values(), call.arguments());
    byte[] answer = connection.exchange(action.message(values), call.deadline());
    JsonNode tree = AnswerReader.tree(answer);
    String failure = answers.failureIn(tree);
    if (failure != null) {
      throw DeviceException.refused(failure);
    }
    return settings.discretion().result(action.result().fill(tree, values));
  }

  @Override
  public void stop() {
    connection.close();
  }
}
