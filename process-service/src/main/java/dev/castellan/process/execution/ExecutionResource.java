package dev.castellan.process.execution;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.messaging.idempotency.Idempotent;
import dev.castellan.process.PathIds;
import dev.castellan.web.envelope.Answer;
import dev.castellan.web.envelope.Located;
import dev.castellan.web.etag.Part;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.prefer.WaitPreference;
import dev.castellan.web.request.Parameters;
import dev.castellan.web.security.CurrentCaller;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Executing processes, and the executions as resources. */
@Path("/process/{idProcess}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Executions")
class ExecutionResource {

  private static final long NEVER_EDITED = 0;

  /** Marks a 5xx that is a business result, so that breakers and retries leave it alone. */
  private static final Map<String, String> BUSINESS = Map.of("X-Castellan-Outcome", "business");

  private final ExecutionService service;
  private final ExecutionReader reader;
  private final ExecutionViews views;
  private final ExecutionStreams streams;
  private final ExecutionConfig config;
  private final CurrentCaller caller;

  ExecutionResource(
      ExecutionService service,
      ExecutionReader reader,
      ExecutionViews views,
      ExecutionStreams streams,
      ExecutionConfig config,
      CurrentCaller caller) {
    this.service = service;
    this.reader = reader;
    this.views = views;
    this.streams = streams;
    this.config = config;
    this.caller = caller;
  }

  @POST
  @Idempotent(byExecution = true)
  @Path("/execute")
  @Operation(summary = "Execute a process")
  public RestResponse<Answer<Object>> execute(
      @PathParam("idProcess") String idProcess,
      @QueryParam("dryRun") @DefaultValue("false") String dryRun,
      @HeaderParam("Prefer") String prefer,
      ExecuteRequest request) {
    long process = PathIds.process(idProcess);
    Caller who = caller.get();
    if (Parameters.truth("dryRun", dryRun)) {
      return RestResponse.ok(Answer.ok(views.view(service.plan(process, who, request.values()))));
    }
    Duration wait = WaitPreference.of(prefer, config.defaultWait(), config.longestWait());
    return answer(service.execute(process, who, request.values(), wait));
  }

  @GET
  @Path("/executions")
  @Operation(summary = "List executions, the newest first unless sorted otherwise")
  public RestResponse<Answer<List<ExecutionView>>> list(
      @PathParam("idProcess") String idProcess,
      @QueryParam("status") String status,
      @BeanParam ListParameters asked) {
    return reader.list(PathIds.process(idProcess), word(status), asked).answer();
  }

  @GET
  @Path("/executions/{idExecution}")
  @Operation(summary = "Read one execution with its steps")
  public Answer<Part<ExecutionView>> get(
      @PathParam("idProcess") String idProcess, @PathParam("idExecution") String idExecution) {
    Execution execution = service.get(PathIds.process(idProcess), PathIds.execution(idExecution));
    return Answer.ok(new Part<>(views.view(execution), NEVER_EDITED));
  }

  @GET
  @Path("/executions/{idExecution}/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Blocking
  @Operation(
      summary = "Watch one execution",
      description =
          "Server-sent events, from the beginning or behind Last-Event-ID: accepted, started,"
              + " step-started, step-retrying, step-ended, and ended, which is the last one.")
  public Multi<OutboundSseEvent> events(
      @PathParam("idProcess") String idProcess,
      @PathParam("idExecution") String idExecution,
      @HeaderParam("Last-Event-ID") String lastEventId) {
    Execution execution = service.get(PathIds.process(idProcess), PathIds.execution(idExecution));
    return streams.open(execution.id(), lastEventId);
  }

  @POST
  @Idempotent
  @Path("/executions/{idExecution}/cancel")
  @Operation(summary = "Stop an execution before its next step")
  public Answer<ExecutionView> cancel(
      @PathParam("idProcess") String idProcess, @PathParam("idExecution") String idExecution) {
    return Answer.ok(
        views.view(
            service.cancel(
                PathIds.process(idProcess), PathIds.execution(idExecution), caller.get())));
  }

  private static String word(String status) {
    try {
      return status == null ? null : ExecutionStatus.of(status).word();
    } catch (IllegalArgumentException e) {
      throw ServiceException.badParameter("status", "is not a status of executions");
    }
  }

  private RestResponse<Answer<Object>> answer(Execution execution) {
    ExecutionView view = views.view(execution);
    if (!execution.finished()) {
      String path = "/process/" + view.process() + "/executions/" + view.executionId();
      return Located.<Object>accepted(path, view).build();
    }
    if (execution.status() == ExecutionStatus.SUCCEEDED) {
      return RestResponse.ok(Answer.ok(view));
    }
    throw failure(execution, view);
  }

  private static ServiceException failure(Execution execution, ExecutionView view) {
    boolean refusedAtStart = execution.startedAt() == null && execution.failure() != null;
    String reason = execution.failure() == null ? null : execution.failure().code();
    ErrorCode code =
        switch (execution.status()) {
          case TIMED_OUT -> ErrorCode.PROCESS_EXECUTION_TIMED_OUT;
          case CANCELLED -> ErrorCode.PROCESS_EXECUTION_CANCELLED;
          default -> ErrorCode.PROCESS_EXECUTION_FAILED;
        };
    if (refusedAtStart && ErrorCode.INVALID.code().equals(reason)) {
      return new ServiceException(ErrorCode.INVALID, execution.failure().message(), view);
    }
    if (refusedAtStart && ErrorCode.PROCESS_NOT_FOUND.code().equals(reason)) {
      return new ServiceException(ErrorCode.PROCESS_NOT_FOUND, code.title(), view);
    }
    return new ServiceException(
        code, code.title(), view, code.status() >= 500 ? BUSINESS : Map.of());
  }
}
