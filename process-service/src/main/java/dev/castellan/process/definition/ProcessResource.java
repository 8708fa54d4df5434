package dev.castellan.process.definition;

import dev.castellan.messaging.idempotency.Idempotent;
import dev.castellan.process.PathIds;
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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The processes. */
@Path("/process")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Processes")
class ProcessResource {

  private final ProcessService service;
  private final ProcessReader reader;
  private final CurrentCaller caller;

  ProcessResource(ProcessService service, ProcessReader reader, CurrentCaller caller) {
    this.service = service;
    this.reader = reader;
    this.caller = caller;
  }

  @GET
  @Operation(summary = "List all processes")
  public RestResponse<Answer<List<ProcessView>>> list(@BeanParam ListParameters asked) {
    return reader.list(asked).answer();
  }

  @POST
  @Idempotent
  @Operation(summary = "Add a process")
  public RestResponse<Answer<ProcessView>> create(ProcessRequest request) {
    ProcessView created = service.create(request, caller.get());
    return Located.created("/process/" + created.id(), created);
  }

  @GET
  @Path("/{idProcess}")
  @Operation(summary = "Read one process")
  public Answer<ProcessView> get(@PathParam("idProcess") String idProcess) {
    return Answer.ok(reader.get(PathIds.process(idProcess)));
  }

  @PATCH
  @Path("/{idProcess}")
  @Operation(summary = "Edit what describes a process, or set the state of a switch")
  public Answer<ProcessView> patch(@PathParam("idProcess") String idProcess, ProcessPatch patch) {
    return Answer.ok(service.patch(PathIds.process(idProcess), patch, caller.get()));
  }

  @DELETE
  @Path("/{idProcess}")
  @Operation(summary = "Delete a process with its actions, inputs and profiles")
  public Answer<Void> delete(@PathParam("idProcess") String idProcess) {
    service.delete(PathIds.process(idProcess), caller.get());
    return Answer.ok();
  }
}
