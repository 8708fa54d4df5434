package dev.castellan.widget;

import dev.castellan.messaging.idempotency.Idempotent;
import dev.castellan.web.envelope.Answer;
import dev.castellan.web.envelope.Located;
import dev.castellan.web.etag.Part;
import dev.castellan.web.security.CurrentCaller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Contents and sources of a widget. */
@Path("/widgets/{idWidget}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Widgets")
class PartResource {

  private final PartService service;
  private final WidgetReader reader;
  private final CurrentCaller caller;

  PartResource(PartService service, WidgetReader reader, CurrentCaller caller) {
    this.service = service;
    this.reader = reader;
    this.caller = caller;
  }

  @POST
  @Idempotent
  @Path("/contents")
  @Operation(summary = "Add a content; the template stands in `content` or `native`")
  public RestResponse<Answer<ContentView>> addContent(
      @PathParam("idWidget") String idWidget, ContentRequest request) {
    long widget = PathIds.widget(idWidget);
    ContentView added = service.addContent(widget, request, caller.get());
    return Located.created("/widgets/" + widget + "/contents/" + added.id(), added);
  }

  @GET
  @Path("/contents/{idContent}")
  @Operation(summary = "Read one content with its values")
  public Answer<Part<ContentView>> content(
      @PathParam("idWidget") String idWidget, @PathParam("idContent") String idContent) {
    return Answer.ok(
        reader.content(PathIds.widget(idWidget), PathIds.content(idContent), caller.get()));
  }

  @DELETE
  @Path("/contents/{idContent}")
  @Operation(summary = "Delete the content or the source that has the id")
  public Answer<Void> removePart(
      @PathParam("idWidget") String idWidget, @PathParam("idContent") String idContent) {
    service.removePart(PathIds.widget(idWidget), PathIds.content(idContent), caller.get());
    return Answer.ok();
  }

  @POST
  @Idempotent
  @Path("/sources")
  @Operation(
      summary = "Add a source",
      description =
          "The action must be safe. A smart object that is not there yet is waited for a second,"
              + " then the source is accepted with a warning.")
  public RestResponse<Answer<SourceView>> addSource(
      @PathParam("idWidget") String idWidget, SourceRequest request) {
    long widget = PathIds.widget(idWidget);
    SourceView added = service.addSource(widget, request, caller.get());
    return Located.created("/widgets/" + widget + "/sources/" + added.id(), added);
  }

  @GET
  @Path("/sources/{idSource}")
  @Operation(summary = "Read one source")
  public Answer<Part<SourceView>> source(
      @PathParam("idWidget") String idWidget, @PathParam("idSource") String idSource) {
    return Answer.ok(service.source(PathIds.widget(idWidget), PathIds.source(idSource)));
  }

  @PATCH
  @Path("/sources/{idSource}")
  @Operation(summary = "Edit a source")
  public Answer<SourceView> patchSource(
      @PathParam("idWidget") String idWidget,
      @PathParam("idSource") String idSource,
      SourcePatch patch) {
    return Answer.ok(
        service.patchSource(
            PathIds.widget(idWidget), PathIds.source(idSource), patch, caller.get()));
  }

  @DELETE
  @Path("/sources/{idSource}")
  @Operation(summary = "Delete a source")
  public Answer<Void> removeSource(
      @PathParam("idWidget") String idWidget, @PathParam("idSource") String idSource) {
    service.removeSource(PathIds.widget(idWidget), PathIds.source(idSource), caller.get());
    return Answer.ok();
  }
}
