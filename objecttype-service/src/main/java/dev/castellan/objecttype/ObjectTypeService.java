package dev.castellan.objecttype;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Use cases of object types. */
@ApplicationScoped
class ObjectTypeService {

  private final ObjectTypeRepository types;

  ObjectTypeService(ObjectTypeRepository types) {
    this.types = types;
  }

  @Transactional
  List<ObjectTypeSummary> all() {
    return types.inOrderOfNames().stream().map(ObjectTypeSummary::of).toList();
  }
}
