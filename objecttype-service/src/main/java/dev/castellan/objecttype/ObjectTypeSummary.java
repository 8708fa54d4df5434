package dev.castellan.objecttype;

import java.util.UUID;

/** An object type as it stands in the list. */
record ObjectTypeSummary(UUID id, String name) {

  static ObjectTypeSummary of(ObjectType type) {
    return new ObjectTypeSummary(type.id(), type.name());
  }
}
