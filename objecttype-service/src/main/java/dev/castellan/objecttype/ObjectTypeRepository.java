package dev.castellan.objecttype;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class ObjectTypeRepository implements PanacheRepositoryBase<ObjectType, UUID> {

  List<ObjectType> inOrderOfNames() {
    return listAll(Sort.by("name").and("id"));
  }
}
