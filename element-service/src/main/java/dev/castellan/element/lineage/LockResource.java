package dev.castellan.element.lineage;

import dev.castellan.element.document.DocRef;
import dev.castellan.element.document.ElementAnswer;
import dev.castellan.element.document.ElementReader;
import dev.castellan.element.document.ElementReader.Read;
import dev.castellan.element.document.Place;
import dev.castellan.element.document.Versions;
import dev.castellan.element.document.Viewer;
import dev.castellan.element.document.Viewers;
import dev.castellan.element.lineage.LockService.Kind;
import dev.castellan.messaging.idempotency.Idempotent;
import dev.castellan.web.etag.EntityTags;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

@Path("/api/v2/smart-elements/{docid}/locks")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Locks")
class LockResource {

  private final LockService service;
  private final ElementReader reader;
  private final Viewers viewers;
  private final EntityTags tags;

  LockResource(LockService service, ElementReader reader, Viewers viewers, EntityTags tags) {
    this.service = service;
    this.tags = tags;
    this.reader = reader;
    this.viewers = viewers;
  }

  @GET
  @Operation(summary = "Read who has locked an element")
  public RestResponse<ElementAnswer<LockData>> get(@PathParam("docid") String docid) {
    return read(docid, null);
  }

  @GET
  @Path("/{type}")
  @Operation(summary = "Read who has a permanent or temporary lock")
  public RestResponse<ElementAnswer<LockData>> get(
      @PathParam("docid") String docid, @PathParam("type") String type) {
    return read(docid, Kind.of(type));
  }

  @POST
  @Path("/{type}")
  @Idempotent
  @Operation(summary = "Take a permanent or temporary lock")
  public RestResponse<ElementAnswer<LockData>> post(
      @PathParam("docid") String docid, @PathParam("type") String type) {
    return ResponseBuilder.create(RestResponse.Status.CREATED, take(docid, type))
        .header(
            HttpHeaders.LOCATION,
            "/api/v2/smart-elements/" + docid + "/locks/" + type.toLowerCase(Locale.ROOT))
        .build();
  }

  @PUT
  @Path("/{type}")
  @Operation(summary = "Take a permanent or temporary lock")
  public ElementAnswer<LockData> put(
      @PathParam("docid") String docid, @PathParam("type") String type) {
    return take(docid, type);
  }

  @DELETE
  @Operation(summary = "Release whatever lock there is")
  public ElementAnswer<LockData> delete(@PathParam("docid") String docid) {
    return release(docid, null);
  }

  @DELETE
  @Path("/{type}")
  @Operation(summary = "Release a permanent or temporary lock")
  public ElementAnswer<LockData> delete(
      @PathParam("docid") String docid, @PathParam("type") String type) {
    return release(docid, Kind.of(type));
  }

  private RestResponse<ElementAnswer<LockData>> read(String docid, Kind kind) {
    Viewer viewer = viewers.current();
    Place place = place(docid);
    Read read = place.check(reader.one(place.ref(), viewer), viewer);
    return tags.answer(
        read.row().version(),
        Versions.identity(read) + "|locks|" + kind,
        () -> ElementAnswer.of(LockData.of(read, kind)));
  }

  private ElementAnswer<LockData> take(String docid, String type) {
    Kind kind = Kind.of(type);
    return ElementAnswer.of(LockData.of(service.take(place(docid), kind, viewers.current()), null));
  }

  private ElementAnswer<LockData> release(String docid, Kind kind) {
    return ElementAnswer.of(
        LockData.of(service.release(place(docid), kind, viewers.current()), null));
  }

  private static Place place(String docid) {
    return Place.element(DocRef.ofJson(docid)).forParts();
  }
}
