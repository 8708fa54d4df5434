package dev.castellan.objecttype.object;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.castellan.contracts.Caller;
import dev.castellan.objecttype.schema.ObjectType;
import dev.castellan.objecttype.schema.Property;
import dev.castellan.objecttype.schema.Right;
import dev.castellan.objecttype.schema.Schema;
import dev.castellan.objecttype.schema.ValueType;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Shows objects; what they point to is looked up for all of them at once, and named if the caller
 * may read it.
 */
@ApplicationScoped
class ObjectViews {

  private final ShortNames names;

  ObjectViews(ShortNames names) {
    this.names = names;
  }

  /** One value with all that is known of it. */
  record FullValue(String label, ValueType type, Object value, String text) {}

  /** Objects of one type, as its list shows them. */
  List<ListedObject> listed(
      Schema schema, List<ObjectRow> objects, ObjectFormat format, Caller caller) {
    if (objects.isEmpty()) {
      return List.of();
    }
    Map<UUID, String> targets =
        format == ObjectFormat.UUID ? Map.of() : targets(schema, objects, caller);
    List<SerializableString> names =
        names(
            List.of("id"),
            objects.get(0).type(),
            format == ObjectFormat.NAMES ? Property::name : Property::key);
    return objects.stream()
        .map(each -> new ListedObject(names, values(schema, each, format, targets)))
        .toList();
  }

  /** One object in that form; its numbers are text, as in every answer about one object. */
  ListedObject one(Schema schema, ObjectRow object, ObjectFormat format, Caller caller) {
    return listed(schema, List.of(object), format, caller).get(0).with(ObjectViews::asText);
  }

  /** Objects of any type, as lists of relations show them: with their type, and numbers as text. */
  List<ListedObject> related(Schema schema, List<ObjectRow> objects, Caller caller) {
    Map<UUID, String> targets = targets(schema, objects, caller);
    Map<ObjectType, List<SerializableString>> names = new HashMap<>();
    return objects.stream()
        .map(
            each -> {
              List<Object> values = new ArrayList<>();
              values.add(each.id());
              values.add(each.type().id());
              values.add(each.type().name());
              for (Property property : each.type().properties()) {
                values.add(asText(named(schema, each, property, targets)));
              }
              return new ListedObject(
                  names.computeIfAbsent(
                      each.type(),
                      type ->
                          names(List.of("id", "objtype", "objtype_name"), type, Property::name)),
                  values);
            })
        .toList();
  }

  private static List<SerializableString> names(
      List<String> first, ObjectType type, Function<Property, String> name) {
    return Stream.concat(first.stream(), type.properties().stream().map(name))
        .<SerializableString>map(SerializedString::new)
        .toList();
  }

  /** One object, value by value. */
  ObjectDetails details(Schema schema, ObjectRow object, Caller caller) {
    Map<UUID, String> targets = targets(schema, List.of(object), caller);
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

  private static List<Object> values(
      Schema schema, ObjectRow object, ObjectFormat format, Map<UUID, String> targets) {
    List<Property> properties = object.type().properties();
    List<Object> values = new ArrayList<>(1 + properties.size());
    values.add(object.id());
    for (Property each : properties) {
      values.add(
          switch (format) {
            case NAMES -> named(schema, object, each, targets);
            case UUID -> shown(object, each);
            case FULL -> full(schema, object, each, targets);
          });
    }
    return values;
  }

  private static FullValue full(
      Schema schema, ObjectRow object, Property property, Map<UUID, String> targets) {
    Object text = asText(named(schema, object, property, targets));
    return new FullValue(
        property.name(),
        property.type(),
        shown(object, property),
        text == null ? null : text.toString());
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
    return switch (value) {
      case BigDecimal number -> number.toPlainString();
      case FullValue full ->
          new FullValue(full.label(), full.type(), asText(full.value()), full.text());
      case null, default -> value;
    };
  }

  private Map<UUID, String> targets(Schema schema, Collection<ObjectRow> objects, Caller caller) {
    ShortNames.Targets targets = new ShortNames.Targets();
    for (ObjectRow object : objects) {
      for (Property each : object.type().pointing()) {
        targets.add(each, object.data().get(each.key()));
      }
    }
    return names.ofIds(schema, targets, type -> type.allows(caller, Right.READ));
  }
}
