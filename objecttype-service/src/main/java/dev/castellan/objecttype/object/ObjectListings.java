package dev.castellan.objecttype.object;

import static dev.castellan.web.list.ListField.uuid;

import dev.castellan.objecttype.schema.ObjectType;
import dev.castellan.objecttype.schema.Property;
import dev.castellan.objecttype.schema.Schema;
import dev.castellan.objecttype.schema.ValueMap;
import dev.castellan.objecttype.schema.ValueType;
import dev.castellan.web.list.FieldType;
import dev.castellan.web.list.ListField;
import dev.castellan.web.list.Listing;
import dev.castellan.web.list.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What the objects of a type can be sorted and filtered by: their id and every property, by UUID or
 * by name.
 */
@ApplicationScoped
class ObjectListings {

  /**
   * Types and value maps are read anew with each change of the schema; what is made of the old ones
   * goes too, as long as it does not hold its type.
   */
  private final Map<ObjectType, Map<ObjectFormat, Listing>> known =
      Collections.synchronizedMap(new WeakHashMap<>());

  Listing of(Schema schema, ObjectType type, ObjectFormat format) {
    return known
        .computeIfAbsent(
            type,
            each ->
                Map.of(
                    ObjectFormat.NAMES, listing(schema, each, ObjectFormat.NAMES),
                    ObjectFormat.UUID, listing(schema, each, ObjectFormat.UUID),
                    ObjectFormat.FULL, listing(schema, each, ObjectFormat.FULL)))
        .get(format);
  }

  /** The type as a literal, since the indexes of its properties hold its objects alone. */
  static Sql scope(ObjectType type) {
    return Sql.of("o.type_id = '" + type.id() + "'");
  }

  /**
   * Members of a listed object in their order.
   *
   * @param wanted empty for all
   */
  static List<String> columns(ObjectType type, ObjectFormat format, Optional<Set<String>> wanted) {
    return Stream.concat(
            Stream.of("id"), type.properties().stream().map(each -> member(each, format)))
        .filter(each -> wanted.isEmpty() || wanted.get().contains(each))
        .toList();
  }

  private static String member(Property property, ObjectFormat format) {
    return format == ObjectFormat.NAMES ? property.name() : property.key();
  }

  private static Listing listing(Schema schema, ObjectType type, ObjectFormat format) {
    Set<String> members = new HashSet<>(Set.of("id"));
    List<ListField> fields = new ArrayList<>();
    fields.add(uuid("id", "o.id"));
    for (Property each : type.properties()) {
      members.add(member(each, format));
      if (!each.type().secret()) {
        String sql = "(" + expression("o.data", each) + ")";
        for (String name : List.of(each.key(), each.name())) {
          ListField field = ListField.of(name, sql, fieldType(each)).orNull();
          fields.add(
              each.type() == ValueType.CHOICE
                  ? field.spelt(named(schema.valuemap(each.typeValuemap())))
                  : field);
        }
      }
    }
    return Listing.of(
        members, "o.id, o.data, o.version", "object o", "id", fields.toArray(ListField[]::new));
  }

  /** Lists show names of choices, so filters take them too. */
  private static UnaryOperator<String> named(ValueMap choices) {
    return idOrName -> choices.entry(idOrName).map(each -> each.id().toString()).orElse(idOrName);
  }

  /** What the index of a property is over. */
  static String expression(String data, Property property) {
    String key = "'" + property.key() + "'";
    return switch (property.type()) {
      case NUMBER -> "(" + data + " -> " + key + ")::numeric";
      case CHECKBOX -> "(" + data + " -> " + key + ")::boolean";
      case OBJECT, CHOICE -> "(" + data + " ->> " + key + ")::uuid";
      case TEXT, TEXTBOX -> "(" + data + " ->> " + key + ") collate \"C\"";
      default -> data + " ->> " + key;
    };
  }

  private static FieldType fieldType(Property property) {
    return switch (property.type()) {
      case NUMBER -> FieldType.NUMBER;
      case CHECKBOX -> FieldType.BOOLEAN;
      case OBJECT, CHOICE -> FieldType.UUID;
      case DATE -> FieldType.DATE;
      case DATE_TIME -> FieldType.MINUTE;
      default -> FieldType.OCTETS;
    };
  }
}
