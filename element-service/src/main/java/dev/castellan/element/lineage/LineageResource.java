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

/** Revisions and history, on each of the three ways to an element. */
@Path("/api/v2")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Revisions and history")
class LineageResource {

  private static final String BASE = "/api/v2/";

  private final Revisions revisions;
  private final History history;
  private final LineageService service;
  private final Viewers viewers;

  LineageResource(Revisions revisions, History history, LineageService service, Viewers viewers) {
    this.revisions = revisions;
    this.history = history;
    this.service = service;
    this.viewers = viewers;
  }

  @GET
  @Path("/smart-elements/{docid}/revisions")
  @Operation(summary = "List the revisions of an element, the newest first")
  public RestResponse<ElementAnswer<ElementList>> list(
      @PathParam("docid") String docid, @BeanParam ListRequest asked) {
    String uri = BASE + "smart-elements/" + docid + "/revisions/";
    return revisions.list(Place.element(DocRef.ofJson(docid)), uri, asked);
  }

  @POST
  @Path("/smart-elements/{docid}/revisions")
  @Idempotent
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
            BASE + "smart-elements/" + made.row().initid() + "/revisions/" + made.row().revision())
        .build();
  }

  @GET
  @Path("/smart-elements/{docid}/revisions/{revision}")
  @Operation(summary = "Read one revision of an element")
  public RestResponse<ElementAnswer<RevisionData>> get(
      @PathParam("docid") String docid,
      @PathParam("revision") String revision,
      @QueryParam("fields") String fields) {
    return revisions.one(Place.element(DocRef.ofJson(docid)), revision, fields);
  }

  @GET
  @Path("/smart-elements/{docid}/history")
  @Operation(
      summary = "Read what happened to an element, also of one in the trash",
      description = "`slice` and `offset` count revisions; at most 1000 messages are shown.")
  public ElementAnswer<HistoryData> history(
      @PathParam("docid") String docid,
      @QueryParam("slice") String slice,
      @QueryParam("offset") String offset,
      @QueryParam("revision") String revision) {
    String uri = BASE + "smart-elements/" + docid + "/history/";
    Place place = Place.element(DocRef.ofJson(docid));
    return ElementAnswer.of(history.of(place, uri, slice, offset, revision));
  }

  @GET
  @Path("/smart-structures/{family}/smart-elements/{docid}/revisions")
  @Operation(hidden = true)
  public RestResponse<ElementAnswer<ElementList>> listInStructure(
      @PathParam("family") String family,
      @PathParam("docid") String docid,
      @BeanParam ListRequest asked) {
    String uri = BASE + "smart-structures/" + family + "/smart-elements/" + docid + "/revisions/";
    return revisions.list(Place.inStructure(family, DocRef.ofJson(docid)), uri, asked);
  }

  @GET
  @Path("/smart-structures/{family}/smart-elements/{docid}/revisions/{revision}")
  @Operation(hidden = true)
  public RestResponse<ElementAnswer<RevisionData>> getInStructure(
      @PathParam("family") String family,
      @PathParam("docid") String docid,
      @PathParam("revision") String revision,
      @QueryParam("fields") String fields) {
    return revisions.one(Place.inStructure(family, DocRef.ofJson(docid)), revision, fields);
  }

  @GET
  @Path("/smart-structures/{family}/smart-elements/{docid}/history")
  @Operation(hidden = true)
  public ElementAnswer<HistoryData> historyInStructure(
      @PathParam("family") String family,
      @PathParam("docid") String docid,
      @QueryParam("slice") String slice,
      @QueryParam("offset") String offset,
      @QueryParam("revision") String revision) {
    String uri = BASE + "smart-structures/" + family + "/smart-elements/" + docid + "/history/";
    Place place = Place.inStructure(family, DocRef.ofJson(docid));
    return ElementAnswer.of(history.of(place, uri, slice, offset, revision));
  }

  @GET
  @Path("/trash/{docid}/revisions")
  @Operation(hidden = true)
  public RestResponse<ElementAnswer<ElementList>> listInTrash(
      @PathParam("docid") String docid, @BeanParam ListRequest asked) {
    String uri = BASE + "trash/" + docid + "/revisions/";
    return revisions.list(Place.inTrash(DocRef.ofJson(docid)), uri, asked);
  }

  @GET
  @Path("/trash/{docid}/revisions/{revision}")
  @Operation(hidden = true)
  public RestResponse<ElementAnswer<RevisionData>> getInTrash(
      @PathParam("docid") String docid,
      @PathParam("revision") String revision,
      @QueryParam("fields") String fields) {
    return revisions.one(Place.inTrash(DocRef.ofJson(docid)), revision, fields);
  }

  @GET
  @Path("/trash/{docid}/history")
  @Operation(hidden = true)
  public ElementAnswer<HistoryData> historyInTrash(
      @PathParam("docid") String docid,
      @QueryParam("slice") String slice,
      @QueryParam("offset") String offset,
      @QueryParam("revision") String revision) {
    String uri = BASE + "trash/" + docid + "/history/";
    return ElementAnswer.of(
        history.of(Place.inTrash(DocRef.ofJson(docid)), uri, slice, offset, revision));
  }
}
