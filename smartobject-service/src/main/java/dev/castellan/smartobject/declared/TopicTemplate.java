package dev.castellan.smartobject.declared;

import dev.castellan.smartobject.module.DeviceException;
import dev.castellan.web.template.Placeholders;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * A topic with placeholders. A setting may stand for several levels, since it is configured; an
 * argument is one level, whatever it is made of. Neither can be a wildcard.
 *
 * @param arguments ids of those
 */
record TopicTemplate(String text, Set<String> arguments) {

  private static final int LONGEST = 4_096;

  /** Whether a topic names itself alone. */
  static boolean plain(String topic) {
    return topic.indexOf('+') < 0 && topic.indexOf('#') < 0 && topic.indexOf(0) < 0;
  }

  /**
   * @throws DeviceException when a value would lead elsewhere
   */
  String fill(Placeholders values) throws DeviceException {
    for (String each : Placeholders.references(text)) {
      String value = values.fillValue("{" + each + "}").toString();
      boolean argument = arguments.contains(TemplateCheck.root(each));
      if (value.isEmpty() || !plain(value) || argument && value.indexOf('/') >= 0) {
        throw DeviceException.refused("A value has no place in the topic of the device");
      }
    }
    Map<String, Object> filled = values.fill(Map.of("topic", text));
    String topic = filled.get("topic").toString();
    if (topic.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      throw DeviceException.refused("A value has no place in the topic of the device");
    }
    return topic;
  }
}
