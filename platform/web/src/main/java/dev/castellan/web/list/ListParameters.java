package dev.castellan.web.list;

import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.request.Parameters;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What a client may ask of any list; a resource method takes it as a {@code @BeanParam}. */
public class ListParameters {

  static final int LARGEST_LIMIT = 1_000;

  @QueryParam("limit")
  @Parameter(
      description =
          "Most elements of this answer. Without it the whole list is answered, or 400 when it is"
              + " too long for that.",
      schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000"))
  String limit;

  @QueryParam("cursor")
  @Parameter(
      description =
          "Where to go on; comes with the header `Link: <…>; rel=\"next\"` of the answer before.")
  String cursor;

  @QueryParam("sort")
  @Parameter(description = "Fields to sort by, comma between; a minus in front turns one around.")
  String sort;

  @QueryParam("filter")
  @Parameter(
      description =
          "Condition in RSQL: `==` `!=` `=gt=` `=ge=` `=lt=` `=le=` `=in=` `=out=` `=isnull=`, `;`"
              + " for and, `,` for or. `*` in a text stands for any characters.")
  String filter;

  @QueryParam("fields")
  @Parameter(description = "Members that each element keeps, comma between; the id always stays.")
  String fields;

  @QueryParam("count")
  @Parameter(
      description = "Whether to count the whole list into the header `X-Total-Count`.",
      schema = @Schema(type = SchemaType.BOOLEAN))
  String count;

  @Context UriInfo uri;

  /** Whether everything was asked for. */
  boolean whole() {
    return limit == null && cursor == null;
  }

  /**
   * Most elements of a part of the list.
   *
   * @throws ServiceException 400
   */
  int size() {
    if (limit == null) {
      return LARGEST_LIMIT;
    }
    if (!limit.matches("\\d{1,4}")
        || Integer.parseInt(limit) < 1
        || Integer.parseInt(limit) > LARGEST_LIMIT) {
      throw ServiceException.badParameter(
          "limit", "must be a whole number from 1 to " + LARGEST_LIMIT);
    }
    return Integer.parseInt(limit);
  }

  /**
   * For what is always the whole list.
   *
   * @throws ServiceException 400 naming a parameter of paging
   */
  void refusePaging() {
    refuse("limit", limit);
    refuse("cursor", cursor);
    refuse("count", count);
  }

  private static void refuse(String parameter, String value) {
    if (value != null) {
      throw ServiceException.badParameter(parameter, "is not for a list as a file, which is whole");
    }
  }

  boolean counted() {
    return count != null && Parameters.truth("count", count);
  }

  /**
   * The same request with another cursor, relative to the path that the client called, which only
   * he knows: it may have come through a gateway.
   */
  String following(String next) {
    return following(uri, next);
  }

  /** A cursor stands where it stands: what was passed over before it is not passed over again. */
  static String following(UriInfo uri, String next) {
    return Stream.concat(
            uri.getQueryParameters().entrySet().stream()
                .filter(each -> !Set.of("cursor", "offset").contains(each.getKey()))
                .flatMap(
                    each -> each.getValue().stream().map(value -> encoded(each.getKey(), value))),
            Stream.of(encoded("cursor", next)))
        .collect(Collectors.joining("&", "?", ""));
  }

  private static String encoded(String name, String value) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8)
        + "="
        + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
