package dev.castellan.smartobject.execution;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.castellan.messaging.batch.GroupCommit;
import dev.castellan.web.envelope.Answer;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.security.CurrentCaller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/smartobjects/{idSmartobject}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Actions")
class ActionResource {

  private static final int LARGEST_BATCH = 200;

  private final GroupCommit<ActionCall, ActionOutcome> engine;
  private final ExecutionReader reader;
  private final CurrentCaller caller;

  ActionResource(ActionEngine engine, ExecutionReader reader, CurrentCaller caller) {
    this.engine = new GroupCommit<>(LARGEST_BATCH, engine::run);
    this.reader = reader;
    this.caller = caller;
  }

  @POST
  @Path("/actions/{idAction}")
  @Operation(summary = "Execute an action of a smart object")
  public RestResponse<Answer<Map<String, Object>>> execute(
      @PathParam("idSmartobject") String id,
      @PathParam("idAction") String action,
      @HeaderParam("Prefer") String prefer,
      ActionRequest request) {
    ActionOutcome outcome =
        engine.call(
            new ActionCall(
                UuidCreator.getTimeOrderedEpoch(),
                number(id),
                action,
                request.settings().values(),
                caller.get(),
                "api",
                false,
                null,
                null));
    if (outcome.failure() != null) {
      throw new ServiceException(
          outcome.failure(),
          outcome.failure().title(),
          outcome.errors().isEmpty() ? null : outcome.errors());
    }
    boolean async = prefer != null && prefer.contains("respond-async") && outcome.recorded();
    return async ? accepted(outcome) : RestResponse.ok(Answer.ok(outcome.result()));
  }

  @GET
  @Path("/executions")
  @Operation(summary = "List the executions of a smart object, newest first")
  public Answer<List<ExecutionView>> list(@PathParam("idSmartobject") String id) {
    List<ExecutionView> executions = reader.ofObject(number(id));
    if (executions.isEmpty() && !reader.objectExists(number(id))) {
      throw new ServiceException(ErrorCode.SMARTOBJECT_NOT_FOUND);
    }
    return Answer.ok(executions);
  }

  @GET
  @Path("/executions/{idExecution}")
  @Operation(summary = "Read one execution")
  public Answer<ExecutionView> get(
      @PathParam("idSmartobject") String id, @PathParam("idExecution") String executionId) {
    return Answer.ok(
        reader
            .one(number(id), uuid(executionId))
            .orElseThrow(() -> new ServiceException(ErrorCode.EXECUTION_NOT_FOUND)));
  }

  private static RestResponse<Answer<Map<String, Object>>> accepted(ActionOutcome outcome) {
    ActionCall call = outcome.call();
    return RestResponse.ResponseBuilder.create(
            RestResponse.Status.ACCEPTED,
            Answer.accepted(Map.<String, Object>of("executionId", call.id())))
        .location(URI.create("/smartobjects/" + call.smartobjectId() + "/executions/" + call.id()))
        .header("Preference-Applied", "respond-async")
        .build();
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new ServiceException(ErrorCode.SMARTOBJECT_NOT_FOUND);
    }
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new ServiceException(ErrorCode.EXECUTION_NOT_FOUND);
    }
  }
}
