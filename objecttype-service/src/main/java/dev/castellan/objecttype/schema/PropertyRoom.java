package dev.castellan.objecttype.schema;

import dev.castellan.web.failure.ServiceException;

/** How many properties there may be. */
final class PropertyRoom {

  static final int MOST_PROPERTIES = 200;
  static final int MOST_ORDERABLE = 32;

  private PropertyRoom() {}

  /**
   * @param property new, or as it is to become
   * @param mostIndexes of all types together
   * @throws ServiceException 422 when there is no room for it
   */
  static void check(Schema schema, ObjectType type, Property property, int mostIndexes) {
    long others =
        type.properties().stream().filter(each -> !each.id().equals(property.id())).count();
    if (others >= MOST_PROPERTIES) {
      throw ServiceException.invalid(
          "", "the object type has " + MOST_PROPERTIES + " properties already");
    }
    if (property.tblOrderable()) {
      checkOrderable(type, property);
    }
    if (addsIndex(type, property)) {
      checkIndexes(schema, mostIndexes);
    }
  }

  private static void checkOrderable(ObjectType type, Property property) {
    long orderable =
        type.properties().stream()
            .filter(each -> each.tblOrderable() && !each.id().equals(property.id()))
            .count();
    if (orderable >= MOST_ORDERABLE) {
      throw ServiceException.invalid(
          "tbl_orderable", "is already set for " + MOST_ORDERABLE + " properties of the type");
    }
  }

  /** One that it has stays; what points to objects gets one in any case, for their deletion. */
  private static boolean addsIndex(ObjectType type, Property property) {
    boolean had =
        type.properties().stream()
            .anyMatch(each -> each.id().equals(property.id()) && each.indexed());
    return property.indexed() && property.type() != ValueType.OBJECT && !had;
  }

  private static void checkIndexes(Schema schema, int most) {
    long indexed =
        schema.types().values().stream()
            .flatMap(each -> each.properties().stream())
            .filter(Property::indexed)
            .count();
    if (indexed >= most) {
      throw ServiceException.invalid(
          "tbl_orderable", "would be too much: all types have " + indexed + " indexes already");
    }
  }
}
