package dev.castellan.element.lineage;

import dev.castellan.element.document.DocRef;
import dev.castellan.element.document.ElementAnswer;
import dev.castellan.element.document.Place;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v2/smart-elements/{docid}/history")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Revisions and history")
class HistoryResource {

  private final History history;

  HistoryResource(History history) {
    this.history = history;
  }

  @GET
  @Operation(
      summary = "Read what happened to an element, also of one in the trash",
      description = "`slice` and `offset` count revisions; at most 1000 messages are shown.")
  public ElementAnswer<HistoryData> get(
      @PathParam("docid") String docid,
      @QueryParam("slice") String slice,
      @QueryParam("offset") String offset,
      @QueryParam("revision") String revision) {
    String uri = "/api/v2/smart-elements/" + docid + "/history/";
    return ElementAnswer.of(
        history.of(Place.element(DocRef.ofJson(docid)), uri, slice, offset, revision));
  }
}
