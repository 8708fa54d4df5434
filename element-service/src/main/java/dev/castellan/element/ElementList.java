package dev.castellan.element;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A part of a list of elements, with the parameters that were applied.
 *
 * @param uri of the collection
 */
record ElementList(Parameters requestParameters, String uri, List<ElementView> documents) {

  /**
   * @param slice how many were asked for at most, or {@code ALL}
   * @param offset how many were passed over
   * @param length how many there are here
   * @param orderBy {@code title asc, id desc}
   */
  @Schema(name = "ElementListParameters")
  record Parameters(
      @Schema(oneOf = {Integer.class, String.class}) Object slice,
      int offset,
      int length,
      String orderBy) {}

  static ElementList of(
      ElementSlice slice, ElementOrder order, String uri, List<ElementView> documents) {
    Parameters parameters =
        new Parameters(slice.describe(), slice.offset(), documents.size(), order.describe());
    return new ElementList(parameters, uri, documents);
  }
}
