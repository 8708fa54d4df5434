package dev.castellan.element.document;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What a client may ask of any list of elements; a resource takes it as a {@code @BeanParam}. */
public class ListRequest {

  @QueryParam("slice")
  @Parameter(description = "How many at most, or `all`; 10 when absent")
  String slice;

  @QueryParam("offset")
  @Parameter(description = "How many to pass over")
  String offset;

  @QueryParam("orderBy")
  @Parameter(
      description =
          "`name:asc` or `name:desc`, comma between: properties, in the list of one structure"
              + " fields too; `title:asc` when absent")
  String orderBy;

  @QueryParam("orderby")
  @Parameter(description = "Another spelling of orderBy")
  String orderby;

  @QueryParam("fields")
  @Parameter(
      description =
          "`document.properties`, `document.properties.all`, `document.properties.<name>`,"
              + " `document.attributes` (lists of one structure), `document.attributes.<field>`,"
              + " comma between")
  String fields;

  @QueryParam("filter")
  @Parameter(
      description =
          "Condition in RSQL over properties, in the list of one structure over fields too: `==`"
              + " `!=` `=gt=` `=ge=` `=lt=` `=le=` `=in=` `=out=` `=isnull=`, `;` for and, `,` for"
              + " or. `*` in a text stands for any characters.")
  String filter;

  @QueryParam("cursor")
  @Parameter(
      description =
          "Where to go on; comes with the header `Link: <…>; rel=\"next\"` of the answer before."
              + " However deep, it costs no more than the first slice.")
  String cursor;

  @QueryParam("count")
  @Parameter(description = "Whether to count the whole list into the header `X-Total-Count`")
  String count;

  @Context UriInfo uri;

  String order() {
    return orderBy == null ? orderby : orderBy;
  }
}
