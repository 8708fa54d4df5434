package dev.castellan.web.failure;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.web.gate.GateRequest;
import io.quarkus.logging.Log;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns whatever leaves a resource method into a failure in the envelope of the API that was
 * called.
 */
class FailureMappers {

  @ServerExceptionMapper
  Response named(ServiceException failure, RoutingContext context) {
    return respond(
        context,
        failure.code().status(),
        failure.code().code(),
        failure.getMessage(),
        failure.data(),
        failure.headers());
  }

  @ServerExceptionMapper
  Response raisedByFramework(WebApplicationException failure, RoutingContext context) {
    int status = failure.getResponse().getStatus();
    ErrorCode code = ErrorCode.ofStatus(status);
    return respond(context, status, code.code(), code.title(), null, Map.of());
  }

  @ServerExceptionMapper
  Response violated(ConstraintViolationException failure, RoutingContext context) {
    List<FieldError> errors =
        failure.getConstraintViolations().stream()
            .map(
                each ->
                    new FieldError(lastOf(each.getPropertyPath().toString()), each.getMessage()))
            .toList();
    return named(new ServiceException(ErrorCode.BAD_PARAMETER, "Bad parameter", errors), context);
  }

  @ServerExceptionMapper
  Response unexpected(Throwable failure, RoutingContext context) {
    if (context.response().ended()) {
      // Answered while its body was read: it was too long, or came too late.
      Log.debugf("%s: %s", GateRequest.of(context).describe(), failure.getMessage());
      return Response.status(context.response().getStatusCode()).build();
    }
    ServiceException named = UnexpectedFailure.named(failure);
    if (named.code() == ErrorCode.INTERNAL_ERROR) {
      Log.errorf(failure, "Unexpected failure of %s", GateRequest.of(context).describe());
    }
    return named(named, context);
  }

  private static String lastOf(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private static Response respond(
      RoutingContext context,
      int status,
      String code,
      String message,
      Object data,
      Map<String, String> headers) {
    Envelope envelope = GateRequest.of(context).envelope();
    Response.ResponseBuilder response =
        Response.status(status)
            .type(FailureBody.mediaType(envelope))
            .entity(
                FailureBody.of(envelope, status, code, message, context.request().path(), data));
    headers.forEach(response::header);
    return response.build();
  }
}
