package dev.castellan.element.lineage;

import dev.castellan.element.document.ElementSlice;
import dev.castellan.web.failure.ServiceException;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What a client may ask of a history; a resource takes it as a {@code @BeanParam}. */
public class HistoryRequest {

  @QueryParam("slice")
  @Parameter(description = "How many revisions at most, or -1; all when absent")
  String slice;

  @QueryParam("offset")
  @Parameter(description = "How many revisions to pass over")
  String offset;

  @QueryParam("revision")
  @Parameter(description = "The only revision that is wanted")
  String revision;

  @QueryParam("cursor")
  @Parameter(
      description =
          "Where to go on with older messages; comes with the header `Link: <…>; rel=\"next\"` of"
              + " the answer before.")
  String cursor;

  @Context UriInfo uri;

  /** Number of the only revision that is wanted; null for all. */
  Integer only() {
    return revision == null || revision.isBlank()
        ? null
        : ElementSlice.parse(null, revision).offset();
  }

  /**
   * Number of the entry behind which to go on.
   *
   * @throws ServiceException 400
   */
  long behind() {
    if (cursor != null && !cursor.matches("\\d{1,18}")) {
      throw ServiceException.badParameter("cursor", "is not one that was given out");
    }
    return cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
  }

  /** Value of a {@code Link} header to what is older than that entry. */
  String link(long last) {
    String query =
        uri.getRequestUriBuilder().replaceQueryParam("cursor", last).build().getRawQuery();
    return "<?" + query + ">; rel=\"next\"";
  }
}
