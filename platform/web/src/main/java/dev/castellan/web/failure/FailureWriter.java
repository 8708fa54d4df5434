package dev.castellan.web.failure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.contracts.routes.Envelope;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Ends a request with a failure where no resource method is involved: in the gate, the router, the
 * proxy.
 */
@ApplicationScoped
public class FailureWriter {

  private static final long LINGER_MILLIS = 2_000;

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

  /**
   * Ends a request whose body is not worth reading: the client gets time to read the failure, what
   * it still sends is dropped, and then the connection is closed.
   */
  public void writeAndHangUp(RoutingContext context, Envelope envelope, ServiceException failure) {
    HttpServerRequest request = context.request();
    if (request.version() != HttpVersion.HTTP_2) {
      context.response().putHeader("Connection", "close");
      context.vertx().setTimer(LINGER_MILLIS, late -> request.connection().close());
    }
    write(context, envelope, failure);
    request.handler(null);
    request.resume();
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
