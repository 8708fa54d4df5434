package dev.castellan.widget;

import dev.castellan.web.envelope.Answer;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/widgets")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Widgets")
class WidgetResource {

  private final WidgetService service;

  WidgetResource(WidgetService service) {
    this.service = service;
  }

  @GET
  @Operation(summary = "List all widgets")
  public Answer<List<WidgetView>> list() {
    return Answer.ok(service.all());
  }
}
