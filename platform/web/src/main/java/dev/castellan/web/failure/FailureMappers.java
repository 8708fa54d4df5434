package dev.castellan.web.failure;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.web.gate.GateRequest;
import io.quarkus.logging.Log;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
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
    SQLException sql = sqlCause(failure);
    if (sql != null && "23505".equals(sql.getSQLState())) {
      return named(new ServiceException(ErrorCode.CONFLICT), context);
    }
    if (sql != null && databaseIsAway(sql)) {
      Log.warnf("Database not available: %s", sql.getMessage());
      return named(
          new ServiceException(
              ErrorCode.UNAVAILABLE,
              ErrorCode.UNAVAILABLE.title(),
              null,
              Map.of("Retry-After", "2")),
          context);
    }
    Log.errorf(failure, "Unexpected failure of %s", GateRequest.of(context).describe());
    return named(new ServiceException(ErrorCode.INTERNAL_ERROR), context);
  }

  /**
   * SQLSTATE classes 08 (connection), 40 (rolled back, as after a deadlock), 53 (resources) and 57P
   * (shutdown), and a pool that has none to give.
   */
  private static boolean databaseIsAway(SQLException sql) {
    String state = sql.getSQLState();
    return state == null
        ? sql.getMessage() != null && sql.getMessage().contains("timeout")
        : state.startsWith("08")
            || state.startsWith("40")
            || state.startsWith("53")
            || state.startsWith("57P");
  }

  private static SQLException sqlCause(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
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
