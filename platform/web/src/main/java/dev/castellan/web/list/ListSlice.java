package dev.castellan.web.list;

import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/**
 * A part of a list for an API with paging words of its own.
 *
 * @param cursor to go on with; null at the end
 * @param total size of the whole list; null unless it was asked for
 */
public record ListSlice<T>(List<T> items, String cursor, Long total) {

  /**
   * What is asked for, in the grammar of {@code sort} and {@code filter}.
   *
   * @param list what tells this list from others; a cursor is good for one
   * @param cursor null to begin at the offset
   * @param offset how many rows are passed over, of those behind the cursor
   * @param most rows of this part at most
   */
  public record Query(
      String list,
      String sort,
      String filter,
      String cursor,
      long offset,
      int most,
      boolean counted) {}

  /** Value of a {@code Link} header to the next part; null at the end. */
  public String link(UriInfo uri) {
    return cursor == null ? null : "<" + ListParameters.following(uri, cursor) + ">; rel=\"next\"";
  }
}
