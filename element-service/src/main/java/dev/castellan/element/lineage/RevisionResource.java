package dev.castellan.element.lineage;

import dev.castellan.element.document.DocRef;
import dev.castellan.element.document.ElementAnswer;
import dev.castellan.element.document.ElementAnswers;
import dev.castellan.element.document.ElementList;
import dev.castellan.element.document.ElementReader.Read;
import dev.castellan.element.document.ListRequest;
import dev.castellan.element.document.Place;
import dev.castellan.element.document.Viewers;
import dev.castellan.messaging.idempotency.Idempotent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

@Path("/api/v2/smart-elements/{docid}/revisions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Revisions and history")
class RevisionResource {

  private final Revisions revisions;
  private final LineageService service;
  private final Viewers viewers;

  RevisionResource(Revisions revisions, LineageService service, Viewers viewers) {
    this.revisions = revisions;
    this.service = service;
    this.viewers = viewers;
  }

  @GET
  @Operation(summary = "List the revisions of an element, the newest first")
  public RestResponse<ElementAnswer<ElementList>> list(
      @PathParam("docid") String docid, @BeanParam ListRequest asked) {
    return revisions.list(
        Place.element(DocRef.ofJson(docid)),
        "/api/v2/smart-elements/" + docid + "/revisions/",
        asked);
  }

  @POST
  @Idempotent
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Fix the latest revision and begin the next one with the same values")
  public RestResponse<ElementAnswer<RevisionData>> post(
      @PathParam("docid") String docid, RevisionRequest request) {
    Place place = Place.element(DocRef.ofJson(docid)).forParts();
    Read made = service.revise(place, request.comment(), viewers.current());
    return ResponseBuilder.create(
            RestResponse.Status.CREATED,
            ElementAnswer.of(new RevisionData(ElementAnswers.document(made))))
        .header(
            HttpHeaders.LOCATION,
            "/api/v2/smart-elements/" + made.row().initid() + "/revisions/" + made.row().revision())
        .build();
  }

  @GET
  @Path("/{revision}")
  @Operation(summary = "Read one revision of an element")
  public RestResponse<ElementAnswer<RevisionData>> get(
      @PathParam("docid") String docid,
      @PathParam("revision") String revision,
      @QueryParam("fields") String fields) {
    return revisions.one(Place.element(DocRef.ofJson(docid)), revision, fields);
  }
}
