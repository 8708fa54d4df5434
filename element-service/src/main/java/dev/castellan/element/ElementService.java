package dev.castellan.element;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Use cases of elements. */
@ApplicationScoped
class ElementService {

  private final ElementRepository elements;
  private final ElementConfig config;

  ElementService(ElementRepository elements, ElementConfig config) {
    this.elements = elements;
    this.config = config;
  }

  /**
   * @throws ServiceException 400 when the slice holds more than the cap
   */
  @Transactional
  List<ElementView> list(ElementSlice slice, ElementOrder order) {
    int cap = config.listCap();
    // One more than allowed tells "just full" from "too many".
    int limit = Math.min(slice.size().orElse(Integer.MAX_VALUE), cap + 1);
    List<Element> found = elements.alive(order, slice.offset(), limit);
    if (found.size() > cap) {
      throw new ServiceException(
          ErrorCode.ELEMENT_SLICE_INVALID, "A slice holds " + cap + " elements at most");
    }
    return found.stream().map(ElementView::of).toList();
  }
}
