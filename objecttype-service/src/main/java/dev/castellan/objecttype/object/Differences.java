package dev.castellan.objecttype.object;

import dev.castellan.objecttype.log.LogLine;
import dev.castellan.objecttype.schema.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What changed between two states of the values of an object. */
final class Differences {

  private Differences() {}

  static List<LogLine.Change> between(
      ObjectRow object, Map<String, Object> before, Map<String, Object> after) {
    return between(object, before, after, Set.of());
  }

  /**
   * @param replaced keys of secrets that are others now, which cannot be seen by comparing
   */
  static List<LogLine.Change> between(
      ObjectRow object,
      Map<String, Object> before,
      Map<String, Object> after,
      Set<String> replaced) {
    List<LogLine.Change> changes = new ArrayList<>();
    for (Property each : object.type().properties()) {
      Object old = before.get(each.key());
      Object value = after.get(each.key());
      if (!Objects.equals(old, value) || replaced.contains(each.key())) {
        changes.add(
            new LogLine.Change(each.id(), each.name(), shown(each, old), shown(each, value)));
      }
    }
    return changes;
  }

  private static Object shown(Property property, Object value) {
    return value != null && property.type().secret() ? ObjectDraft.MASK : value;
  }
}
