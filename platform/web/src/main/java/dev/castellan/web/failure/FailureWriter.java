package dev.castellan.web.failure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.contracts.routes.Envelope;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Ends a request with a failure where no resource method is involved: in the gate, the router, the
 * proxy.
 */
@ApplicationScoped
public class FailureWriter {

  private final ObjectMapper mapper;

  FailureWriter(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  public void write(RoutingContext context, Envelope envelope, ErrorCode code) {
    write(context, envelope, new ServiceException(code));
  }

  public void write(RoutingContext context, Envelope envelope, ServiceException failure) {
    HttpServerResponse response = context.response();
    if (response.ended()) {
      return;
    }
    if (response.headWritten()) {
      // Half an answer is out: a broken connection says so, a closed JSON would hide it.
      context.request().connection().close();
      return;
    }
    failure.headers().forEach(response::putHeader);
    response
        .setStatusCode(failure.code().status())
        .putHeader("Content-Type", FailureBody.mediaType(envelope))
        .end(body(context, envelope, failure));
  }

  private Buffer body(RoutingContext context, Envelope envelope, ServiceException failure) {
    ErrorCode code = failure.code();
    Object body =
        FailureBody.of(
            envelope,
            code.status(),
            code.code(),
            failure.getMessage(),
            context.request().path(),
            failure.data());
    try {
      return Buffer.buffer(mapper.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("failure body cannot be written", e);
    }
  }
}
