package dev.castellan.process.definition;

import dev.castellan.messaging.idempotency.Idempotent;
import dev.castellan.process.PathIds;
import dev.castellan.web.envelope.Answer;
import dev.castellan.web.envelope.Located;
import dev.castellan.web.etag.Part;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.request.Parameters;
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

/** Actions and inputs of a process. */
@Path("/process/{idProcess}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Processes")
class PartResource {

  private final PartService service;
  private final CurrentCaller caller;

  PartResource(PartService service, CurrentCaller caller) {
    this.service = service;
    this.caller = caller;
  }

  @POST
  @Idempotent
  @Path("/actions")
  @Operation(summary = "Add an action")
  public RestResponse<Answer<ActionView>> addAction(
      @PathParam("idProcess") String idProcess, ActionRequest request) {
    long process = PathIds.process(idProcess);
    ActionView added = service.addAction(process, request, caller.get());
    return Located.created("/process/" + process + "/actions/" + added.id(), added);
  }

  @GET
  @Path("/actions/{idAction}")
  @Operation(summary = "Read one action")
  public Answer<Part<ActionView>> action(
      @PathParam("idProcess") String idProcess, @PathParam("idAction") String idAction) {
    return Answer.ok(service.action(PathIds.process(idProcess), actionId(idAction)));
  }

  @PATCH
  @Path("/actions/{idAction}")
  @Operation(summary = "Edit or move an action")
  public Answer<ActionView> patchAction(
      @PathParam("idProcess") String idProcess,
      @PathParam("idAction") String idAction,
      ActionPatch patch) {
    return Answer.ok(
        service.patchAction(PathIds.process(idProcess), actionId(idAction), patch, caller.get()));
  }

  @DELETE
  @Path("/actions/{idAction}")
  @Operation(summary = "Delete an action")
  public Answer<Void> removeAction(
      @PathParam("idProcess") String idProcess, @PathParam("idAction") String idAction) {
    service.removeAction(PathIds.process(idProcess), actionId(idAction), caller.get());
    return Answer.ok();
  }

  @POST
  @Idempotent
  @Path("/inputs")
  @Operation(summary = "Add an input")
  public RestResponse<Answer<InputDefinition>> addInput(
      @PathParam("idProcess") String idProcess, InputRequest request) {
    long process = PathIds.process(idProcess);
    InputDefinition added = service.addInput(process, request, caller.get());
    return Located.created("/process/" + process + "/inputs/" + added.id(), added);
  }

  @GET
  @Path("/inputs/{idInput}")
  @Operation(summary = "Read one input by its reference or id")
  public Answer<Part<InputDefinition>> input(
      @PathParam("idProcess") String idProcess, @PathParam("idInput") String idInput) {
    return Answer.ok(service.input(PathIds.process(idProcess), idInput));
  }

  @PATCH
  @Path("/inputs/{idInput}")
  @Operation(summary = "Edit or move an input")
  public Answer<InputDefinition> patchInput(
      @PathParam("idProcess") String idProcess,
      @PathParam("idInput") String idInput,
      InputPatch patch) {
    return Answer.ok(service.patchInput(PathIds.process(idProcess), idInput, patch, caller.get()));
  }

  @DELETE
  @Path("/inputs/{idInput}")
  @Operation(summary = "Delete an input")
  public Answer<Void> removeInput(
      @PathParam("idProcess") String idProcess, @PathParam("idInput") String idInput) {
    service.removeInput(PathIds.process(idProcess), idInput, caller.get());
    return Answer.ok();
  }

  private static long actionId(String id) {
    return Parameters.id(id, ErrorCode.PROCESS_ACTION_NOT_FOUND);
  }
}
