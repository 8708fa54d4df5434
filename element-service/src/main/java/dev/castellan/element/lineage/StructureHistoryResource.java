package dev.castellan.element.lineage;

import dev.castellan.element.document.DocRef;
import dev.castellan.element.document.ElementAnswer;
import dev.castellan.element.document.Place;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v2/smart-structures/{family}/smart-elements/{docid}/history")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Revisions and history")
class StructureHistoryResource {

  private final History history;

  StructureHistoryResource(History history) {
    this.history = history;
  }

  @GET
  @Operation(summary = "Read what happened to an element of a structure")
  public RestResponse<ElementAnswer<HistoryData>> get(
      @PathParam("family") String family,
      @PathParam("docid") String docid,
      @BeanParam HistoryRequest asked) {
    String uri = "/api/v2/smart-structures/" + family + "/smart-elements/" + docid + "/history/";
    return history.answer(Place.inStructure(family, DocRef.ofJson(docid)), uri, asked);
  }
}
