package dev.castellan.process.espace;

import dev.castellan.messaging.idempotency.Idempotent;
import dev.castellan.web.envelope.Answer;
import dev.castellan.web.envelope.Located;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.request.Parameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The espaces. */
@Path("/espaces")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Espaces")
class EspaceResource {

  private final EspaceService service;
  private final EspaceReader espaces;

  EspaceResource(EspaceService service, EspaceReader espaces) {
    this.service = service;
    this.espaces = espaces;
  }

  @GET
  @Operation(summary = "List all espaces")
  public RestResponse<Answer<List<EspaceView>>> list(@BeanParam ListParameters asked) {
    return espaces.list(asked).answer();
  }

  @GET
  @Path("/{idEspace}")
  @Operation(summary = "Read one espace")
  public Answer<EspaceView> get(@PathParam("idEspace") String idEspace) {
    return Answer.ok(service.get(Parameters.id(idEspace, ErrorCode.ESPACE_NOT_FOUND)));
  }

  @POST
  @Idempotent
  @Operation(summary = "Add an espace")
  public RestResponse<Answer<EspaceView>> add(EspaceRequest request) {
    EspaceView added = service.add(request);
    return Located.created("/espaces/" + added.id(), added);
  }

  @DELETE
  @Path("/{idEspace}")
  @Operation(summary = "Delete an espace that no process is in")
  public Answer<Void> remove(@PathParam("idEspace") String idEspace) {
    service.remove(Parameters.id(idEspace, ErrorCode.ESPACE_NOT_FOUND));
    return Answer.ok();
  }
}
