package dev.castellan.smartobject.execution;

import dev.castellan.messaging.idempotency.Idempotent;
import dev.castellan.web.envelope.Answer;
import dev.castellan.web.envelope.Located;
import dev.castellan.web.etag.Part;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.list.ListPage;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.prefer.WaitPreference;
import dev.castellan.web.request.Parameters;
import dev.castellan.web.security.CurrentCaller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/smartobjects/{idSmartobject}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Actions")
class ActionResource {

  /** What happens to an execution is no edit. */
  private static final long NEVER_EDITED = 0;

  /** Marks a 5xx that is a business result, so that breakers and retries leave it alone. */
  private static final Map<String, String> BUSINESS = Map.of("X-Castellan-Outcome", "business");

  private final ActionService service;
  private final ExecutionReader reader;
  private final DeviceConfig config;
  private final CurrentCaller caller;

  ActionResource(
      ActionService service, ExecutionReader reader, DeviceConfig config, CurrentCaller caller) {
    this.service = service;
    this.reader = reader;
    this.config = config;
    this.caller = caller;
  }

  @POST
  @Idempotent(byExecution = true)
  @Path("/actions/{idAction}")
  @Operation(summary = "Execute an action of a smart object")
  public RestResponse<Answer<Map<String, Object>>> execute(
      @PathParam("idSmartobject") String id,
      @PathParam("idAction") String action,
      @HeaderParam("Prefer") String prefer,
      ActionRequest request) {
    Duration wait = WaitPreference.of(prefer, config.defaultWait(), config.longestWait());
    return answer(
        service.call(number(id), action, request.settings().values(), caller.get(), wait),
        wait.isZero());
  }

  @GET
  @Path("/executions")
  @Operation(
      summary = "List the executions of a smart object, the newest first unless sorted otherwise")
  public RestResponse<Answer<List<ExecutionView>>> list(
      @PathParam("idSmartobject") String id, @BeanParam ListParameters asked) {
    ListPage<ExecutionView> page = reader.ofObject(number(id), asked);
    if (page.items().isEmpty() && !reader.objectExists(number(id))) {
      throw new ServiceException(ErrorCode.SMARTOBJECT_NOT_FOUND);
    }
    return page.answer();
  }

  @GET
  @Path("/executions/{idExecution}")
  @Operation(summary = "Read one execution")
  public Answer<Part<ExecutionView>> get(
      @PathParam("idSmartobject") String id, @PathParam("idExecution") String executionId) {
    ExecutionView execution =
        reader
            .one(number(id), Parameters.uuid(executionId, ErrorCode.EXECUTION_NOT_FOUND))
            .orElseThrow(() -> new ServiceException(ErrorCode.EXECUTION_NOT_FOUND));
    return Answer.ok(new Part<>(execution, NEVER_EDITED));
  }

  private static RestResponse<Answer<Map<String, Object>>> answer(
      ActionOutcome outcome, boolean async) {
    if (!outcome.ended() || async && outcome.recorded()) {
      return accepted(outcome.call(), async);
    }
    if (outcome.failure() == null) {
      return RestResponse.ok(Answer.ok(outcome.result()));
    }
    if (outcome.attempts() == 0) {
      throw new ServiceException(
          outcome.failure(),
          outcome.failure().title(),
          outcome.errors().isEmpty() ? null : outcome.errors(),
          headers(outcome.failure()));
    }
    throw new ServiceException(
        outcome.failure(),
        outcome.reason().message(),
        Map.of("executionId", outcome.call().id()),
        BUSINESS);
  }

  private static Map<String, String> headers(ErrorCode failure) {
    if (failure == ErrorCode.TOO_MANY_REQUESTS) {
      return Map.of("Retry-After", "1");
    }
    return failure.status() >= 500 ? BUSINESS : Map.of();
  }

  private static RestResponse<Answer<Map<String, Object>>> accepted(
      ActionCall call, boolean async) {
    var response =
        Located.accepted(
            "/smartobjects/" + call.smartobjectId() + "/executions/" + call.id(),
            Map.<String, Object>of("executionId", call.id()));
    if (async) {
      response.header("Preference-Applied", "respond-async");
    }
    return response.build();
  }

  private static long number(String id) {
    return Parameters.id(id, ErrorCode.SMARTOBJECT_NOT_FOUND);
  }
}
