package dev.castellan.smartobject.declared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.smartobject.declared.Manifest.Operation;
import dev.castellan.smartobject.module.DeviceException;
import dev.castellan.web.template.Placeholders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** An action of a module file, ready to make messages. */
final class MqttAction {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Operation operation;
  private final ActionValues values;
  private final TopicTemplate topic;
  private final TopicTemplate replyTopic;
  private final ResultTemplate result;

  MqttAction(Manifest manifest, Operation operation) {
    this.operation = operation;
    Set<String> arguments =
        operation.settings().stream().map(Manifest.Argument::id).collect(Collectors.toSet());
    this.topic = new TopicTemplate(operation.publish().topic(), arguments);
    this.replyTopic =
        operation.reply() == null ? null : new TopicTemplate(operation.reply().topic(), arguments);
    this.result = new ResultTemplate(operation.result());
    this.values =
        new ActionValues(
            manifest,
            operation,
            Arrays.asList(
                topic.text(),
                operation.publish().payload(),
                replyTopic == null ? null : replyTopic.text(),
                operation.result()));
  }

  ActionValues values() {
    return values;
  }

  ResultTemplate result() {
    return result;
  }

  /**
   * @throws DeviceException when the values make no message
   */
  MqttMessage message(Placeholders filled) throws DeviceException {
    Manifest.Publish publish = operation.publish();
    return new MqttMessage(
        topic.fill(filled), payload(filled), publish.qos(), publish.retain(), awaited(filled));
  }

  private MqttMessage.Awaited awaited(Placeholders filled) throws DeviceException {
    Manifest.Reply reply = operation.reply();
    return reply == null
        ? null
        : new MqttMessage.Awaited(
            replyTopic.fill(filled), reply.qos(), reply.correlated(), reply.retained());
  }

  private byte[] payload(Placeholders filled) throws DeviceException {
    Object payload = operation.publish().payload();
    if (payload == null) {
      return new byte[0];
    }
    if (payload instanceof String text) {
      return filled.splice(text, each -> each).getBytes(StandardCharsets.UTF_8);
    }
    try {
      return JSON.writeValueAsBytes(filled.fillValue(payload));
    } catch (JsonProcessingException e) {
      throw DeviceException.refused("A value cannot be sent");
    }
  }
}
