package dev.castellan.objecttype.object;

import dev.castellan.objecttype.schema.Property;
import dev.castellan.objecttype.schema.Schema;
import dev.castellan.objecttype.schema.ValueType;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Shows objects; what they point to is looked up for all of them at once. */
@ApplicationScoped
class ObjectViews {

  private final ShortNames names;

  ObjectViews(ShortNames names) {
    this.names = names;
  }

  /** One value with all that is known of it. */
  record FullValue(String label, ValueType type, Object value, String text) {}

  /** Objects of one type, as its list shows them. */
  List<ListedObject> listed(Schema schema, List<ObjectRow> objects, ObjectFormat format) {
    Map<UUID, String> targets = format == ObjectFormat.UUID ? Map.of() : targets(schema, objects);
    return objects.stream()
        .map(
            each -> {
              Map<String, Object> members = newMembers(each);
              values(schema, each, format, targets, members);
              return new ListedObject(members);
            })
        .toList();
  }

  /** Objects of any type, as lists of relations show them: with their type, and numbers as text. */
  List<ListedObject> related(Schema schema, List<ObjectRow> objects) {
    Map<UUID, String> targets = targets(schema, objects);
    return objects.stream()
        .map(
            each -> {
              Map<String, Object> members = newMembers(each);
              members.put("objtype", each.type().id());
              members.put("objtype_name", each.type().name());
              for (Property property : each.type().properties()) {
                Object value = named(schema, each, property, targets);
                members.put(property.name(), asText(value));
              }
              return new ListedObject(members);
            })
        .toList();
  }

  /** One object, value by value. */
  ObjectDetails details(Schema schema, ObjectRow object) {
    Map<UUID, String> targets = targets(schema, List.of(object));
    List<ObjectDetails.Value> values = new ArrayList<>();
    for (Property each : object.type().properties()) {
      Object value = shown(object, each);
      String text =
          each.type().pointer() && value != null
              ? (String) named(schema, object, each, targets)
              : null;
      values.add(new ObjectDetails.Value(each.id(), each.type(), each.name(), asText(value), text));
    }
    return new ObjectDetails(values, object.version());
  }

  private static Map<String, Object> newMembers(ObjectRow object) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", object.id());
    return members;
  }

  private static void values(
      Schema schema,
      ObjectRow object,
      ObjectFormat format,
      Map<UUID, String> targets,
      Map<String, Object> members) {
    for (Property each : object.type().properties()) {
      switch (format) {
        case NAMES -> members.put(each.name(), named(schema, object, each, targets));
        case UUID -> members.put(each.key(), shown(object, each));
        case FULL -> {
          Object text = asText(named(schema, object, each, targets));
          members.put(
              each.key(),
              new FullValue(
                  each.name(),
                  each.type(),
                  shown(object, each),
                  text == null ? null : text.toString()));
        }
      }
    }
  }

  /** The value; of what it points to the name. */
  private static Object named(
      Schema schema, ObjectRow object, Property property, Map<UUID, String> targets) {
    Object value = shown(object, property);
    if (value == null) {
      return null;
    }
    return switch (property.type()) {
      case OBJECT -> targets.get(UUID.fromString((String) value));
      case CHOICE -> schema.choice(property, (String) value);
      default -> value;
    };
  }

  private static Object shown(ObjectRow object, Property property) {
    Object value = object.data().get(property.key());
    return value != null && property.type().secret() ? ObjectDraft.MASK : value;
  }

  /** So that no client reads an exact number as a float. */
  private static Object asText(Object value) {
    return value instanceof BigDecimal number ? number.toPlainString() : value;
  }

  private Map<UUID, String> targets(Schema schema, Collection<ObjectRow> objects) {
    Set<UUID> ids = new HashSet<>();
    for (ObjectRow object : objects) {
      for (Property each : object.type().properties()) {
        Object value = each.type() == ValueType.OBJECT ? object.data().get(each.key()) : null;
        if (value != null) {
          ids.add(UUID.fromString((String) value));
        }
      }
    }
    return names.ofIds(schema, ids);
  }
}
