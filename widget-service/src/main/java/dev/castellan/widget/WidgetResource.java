package dev.castellan.widget;

import dev.castellan.messaging.idempotency.Idempotent;
import dev.castellan.web.envelope.Answer;
import dev.castellan.web.envelope.Located;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.security.CurrentCaller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The widgets. */
@Path("/widgets")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Widgets")
class WidgetResource {

  private final WidgetService service;
  private final WidgetReader reader;
  private final CurrentCaller caller;

  WidgetResource(WidgetService service, WidgetReader reader, CurrentCaller caller) {
    this.service = service;
    this.reader = reader;
    this.caller = caller;
  }

  @GET
  @Operation(
      summary = "List all widgets with their values",
      description =
          "All sources are asked together, equal ones once, for two seconds at most. A source that"
              + " fails, takes longer or is not for this viewer leaves its placeholders empty and"
              + " stands in `errors`.")
  public RestResponse<Answer<List<WidgetView>>> list(@BeanParam ListParameters asked) {
    return reader.list(asked, caller.get()).answer();
  }

  @POST
  @Idempotent
  @Operation(
      summary = "Add a widget",
      description =
          "In a template `{source.path}` is replaced by a value, with dots and `[n]` in the path;"
              + " `{{` and `}}` are one brace. The answer is not evaluated.")
  public RestResponse<Answer<WidgetView>> create(WidgetRequest request) {
    WidgetView created = service.create(request, caller.get());
    return Located.created("/widgets/" + created.id(), created);
  }

  @GET
  @Path("/{idWidget}")
  @Operation(
      summary = "Read one widget with its values",
      description =
          "A source that fails, takes longer than two seconds or is not for this viewer leaves its"
              + " placeholders empty and stands in `errors`.")
  public Answer<WidgetView> get(@PathParam("idWidget") String idWidget) {
    return Answer.ok(reader.get(PathIds.widget(idWidget), caller.get()));
  }

  @PUT
  @Path("/{idWidget}")
  @Operation(summary = "Give contents of a widget new templates")
  public Answer<WidgetView> update(@PathParam("idWidget") String idWidget, TemplateUpdate request) {
    return Answer.ok(service.update(PathIds.widget(idWidget), request, caller.get()));
  }

  @PATCH
  @Path("/{idWidget}")
  @Operation(summary = "Edit reference and icon of a widget")
  public Answer<WidgetView> patch(@PathParam("idWidget") String idWidget, WidgetPatch patch) {
    return Answer.ok(service.patch(PathIds.widget(idWidget), patch, caller.get()));
  }

  @DELETE
  @Path("/{idWidget}")
  @Operation(summary = "Delete a widget with its contents and sources")
  public Answer<Void> delete(@PathParam("idWidget") String idWidget) {
    service.delete(PathIds.widget(idWidget), caller.get());
    return Answer.ok();
  }
}
