package dev.castellan.element.definition;

import dev.castellan.element.document.ElementAnswer;
import dev.castellan.element.document.Place;
import dev.castellan.element.document.Viewer;
import dev.castellan.element.document.Viewers;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.FieldType;
import dev.castellan.element.structure.Right;
import dev.castellan.element.structure.StructureView;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v2/smart-structures/{family}/enumerates/{field}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Smart structures")
class EnumerateResource {

  private final Viewers viewers;

  EnumerateResource(Viewers viewers) {
    this.viewers = viewers;
  }

  /**
   * @param keyword what labels were searched for; empty for all
   */
  @Schema(name = "EnumerateParameters")
  record Parameters(String keyword, String operator, String orderBy) {}

  @Schema(name = "EnumerateItem")
  record Item(String key, String label) {}

  record EnumerateData(String uri, Parameters requestParameters, List<Item> enumItems) {}

  @GET
  @Operation(summary = "List the items of an enumeration")
  public ElementAnswer<EnumerateData> get(
      @PathParam("family") String family,
      @PathParam("field") String field,
      @QueryParam("keyword") @DefaultValue("") String keyword,
      @QueryParam("operator") @DefaultValue("contains") String operator,
      @QueryParam("orderBy") @DefaultValue("none") String orderBy) {
    Viewer viewer = viewers.current();
    StructureView view = viewer.view(Place.structure(viewer, family).id());
    if (!view.may(Right.VIEW)) {
      throw new ServiceException(ErrorCode.ENUMERATE_DENIED);
    }
    Field found =
        view.readable(field).orElseThrow(() -> new ServiceException(ErrorCode.ENUMERATE_NOT_FOUND));
    if (found.type() != FieldType.ENUM) {
      throw new ServiceException(ErrorCode.ENUMERATE_OF_NO_ENUM);
    }
    Stream<Item> items =
        found.items().stream()
            .map(each -> new Item(each.key(), each.label(viewer.language())))
            .filter(each -> matches(each.label(), keyword, operator));
    return ElementAnswer.of(
        new EnumerateData(
            "/api/v2/smart-structures/" + view.structure().name() + "/enumerates/" + found.id(),
            new Parameters(keyword, operator, orderBy),
            sorted(items, orderBy).toList()));
  }

  private static boolean matches(String label, String keyword, String operator) {
    String text = label.toLowerCase(Locale.ROOT);
    String wanted = keyword.toLowerCase(Locale.ROOT);
    return switch (operator) {
      case "contains" -> text.contains(wanted);
      case "startswith" -> text.startsWith(wanted);
      default ->
          throw new ServiceException(
              ErrorCode.ENUMERATE_PARAMETER_INVALID, "operator must be contains or startswith");
    };
  }

  private static Stream<Item> sorted(Stream<Item> items, String orderBy) {
    return switch (orderBy) {
      case "none" -> items;
      case "key" -> items.sorted(Comparator.comparing(Item::key));
      case "label" -> items.sorted(Comparator.comparing(Item::label));
      default ->
          throw new ServiceException(
              ErrorCode.ENUMERATE_PARAMETER_INVALID, "orderBy must be none, key or label");
    };
  }
}
