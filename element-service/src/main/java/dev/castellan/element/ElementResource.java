package dev.castellan.element;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v2/smart-elements")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Smart elements")
class ElementResource {

  private final ElementService service;

  ElementResource(ElementService service) {
    this.service = service;
  }

  @GET
  @Operation(summary = "List the latest revision of every element, in slices")
  public ElementAnswer<ElementList> list(
      @Parameter(description = "How many at most, or all; 10 when absent") @QueryParam("slice")
          String slice,
      @Parameter(description = "How many to pass over") @QueryParam("offset") String offset,
      @Parameter(
              description = "property:asc or property:desc, comma separated; title:asc when absent")
          @QueryParam("orderBy")
          String orderBy,
      @Parameter(description = "Another spelling of orderBy") @QueryParam("orderby")
          String orderby) {
    ElementSlice part = ElementSlice.parse(slice, offset);
    ElementOrder order = ElementOrder.parse(orderBy == null ? orderby : orderBy);
    return ElementAnswer.of(
        ElementList.of(part, order, "/api/v2/smart-elements/", service.list(part, order)));
  }
}
