package dev.castellan.widget;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class WidgetRepository implements PanacheRepositoryBase<Widget, Long> {

  List<Widget> inOrderOfCreation() {
    return listAll(Sort.by("id"));
  }
}
