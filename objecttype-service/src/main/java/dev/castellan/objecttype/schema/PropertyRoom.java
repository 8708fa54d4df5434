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
    if (!property.tblOrderable()) {
      return;
    }
    long orderable =
        type.properties().stream()
            .filter(each -> each.tblOrderable() && !each.id().equals(property.id()))
            .count();
    if (orderable >= MOST_ORDERABLE) {
      throw ServiceException.invalid(
          "tbl_orderable", "is already set for " + MOST_ORDERABLE + " properties of the type");
    }
    long indexed =
        schema.types().values().stream()
            .flatMap(each -> each.properties().stream())
            .filter(each -> each.indexed() && !each.id().equals(property.id()))
            .count();
    if (property.indexed() && indexed >= mostIndexes) {
      throw ServiceException.invalid(
          "tbl_orderable", "would be too much: all types have " + indexed + " indexes already");
    }
  }
}
