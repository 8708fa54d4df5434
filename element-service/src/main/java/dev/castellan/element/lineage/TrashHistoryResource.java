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

@Path("/api/v2/trash/{docid}/history")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Revisions and history")
class TrashHistoryResource {

  private final History history;

  TrashHistoryResource(History history) {
    this.history = history;
  }

  @GET
  @Operation(summary = "Read what happened to an element in the trash")
  public RestResponse<ElementAnswer<HistoryData>> get(
      @PathParam("docid") String docid, @BeanParam HistoryRequest asked) {
    String uri = "/api/v2/trash/" + docid + "/history/";
    return history.answer(Place.inTrash(DocRef.ofJson(docid)), uri, asked);
  }
}
