package dev.castellan.element.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A part of a list of elements, with the parameters that were applied.
 *
 * @param uri of the collection
 * @param documents what was found, read while it is written; null in a list of revisions
 * @param revisions the same in a list of revisions, else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ElementList(
    Parameters requestParameters,
    String uri,
    @Schema(type = SchemaType.ARRAY, implementation = Document.class) Iterable<Document> documents,
    @Schema(type = SchemaType.ARRAY, implementation = Document.class)
        Iterable<Document> revisions) {

  /**
   * @param slice how many were asked for at most, or {@code ALL}
   * @param offset how many were passed over
   * @param length how many there are here
   * @param orderBy {@code title asc, id desc}
   */
  @Schema(name = "ElementListParameters")
  public record Parameters(
      @Schema(oneOf = {Integer.class, String.class}) Object slice,
      int offset,
      int length,
      String orderBy) {}
}
