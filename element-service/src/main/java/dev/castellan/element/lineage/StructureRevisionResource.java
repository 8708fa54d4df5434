package dev.castellan.element.lineage;

import dev.castellan.element.document.DocRef;
import dev.castellan.element.document.ElementAnswer;
import dev.castellan.element.document.ElementList;
import dev.castellan.element.document.ListRequest;
import dev.castellan.element.document.Place;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v2/smart-structures/{family}/smart-elements/{docid}/revisions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Revisions and history")
class StructureRevisionResource {

  private final Revisions revisions;

  StructureRevisionResource(Revisions revisions) {
    this.revisions = revisions;
  }

  @GET
  @Operation(summary = "List the revisions of an element of a structure, the newest first")
  public RestResponse<ElementAnswer<ElementList>> list(
      @PathParam("family") String family,
      @PathParam("docid") String docid,
      @BeanParam ListRequest asked) {
    return revisions.list(
        Place.inStructure(family, DocRef.ofJson(docid)),
        "/api/v2/smart-structures/" + family + "/smart-elements/" + docid + "/revisions/",
        asked);
  }

  @GET
  @Path("/{revision}")
  @Operation(summary = "Read one revision of an element of a structure")
  public RestResponse<ElementAnswer<RevisionData>> get(
      @PathParam("family") String family,
      @PathParam("docid") String docid,
      @PathParam("revision") String revision,
      @QueryParam("fields") String fields) {
    return revisions.one(Place.inStructure(family, DocRef.ofJson(docid)), revision, fields);
  }
}
