package dev.castellan.element;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class ElementRepository implements PanacheRepositoryBase<Element, Long> {

  /** Latest revisions of what does not lie in the trash, at most {@code limit} of them. */
  List<Element> alive(ElementOrder order, int offset, int limit) {
    return find("latest and not deleted", order.sort()).range(offset, offset + limit - 1).list();
  }
}
