package dev.castellan.objecttype.object;

import dev.castellan.objecttype.schema.ObjectType;
import dev.castellan.objecttype.schema.Property;
import dev.castellan.objecttype.schema.Schema;
import dev.castellan.objecttype.schema.ValueType;
import java.util.List;

/**
 * An index over the values of one property, in the form that lists ask for them.
 *
 * @param create statement that builds it while the table is used
 */
public record ObjectIndex(String name, String create) {

  /** All indexes that a schema calls for. */
  public static List<ObjectIndex> of(Schema schema) {
    return schema.types().values().stream()
        .flatMap(
            type ->
                type.properties().stream().filter(Property::indexed).map(each -> of(type, each)))
        .toList();
  }

  /** Named after property and type, since values of another type are another expression. */
  private static ObjectIndex of(ObjectType type, Property property) {
    // A text is sorted in another way than it once was.
    String form = property.type().number() + (property.type() == ValueType.TEXT ? "c" : "");
    String name = "property_" + property.key().replace("-", "") + "_" + form;
    return new ObjectIndex(
        name,
        "create index concurrently if not exists %s on object ((%s), id) where type_id = '%s'"
            .formatted(name, ObjectListings.expression("data", property), type.id()));
  }
}
