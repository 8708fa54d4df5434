package dev.castellan.web.request;

import dev.castellan.contracts.routes.Route;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.FailureWriter;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.gate.GateRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Of a body that does not say how long it is, resources read no more than the route admits, and the
 * client is told so. What says its length was judged at the gate.
 */
class BodyLimit {

  private final FailureWriter failures;

  BodyLimit(FailureWriter failures) {
    this.failures = failures;
  }

  /** Before other filters, which may read the body. */
  @ServerRequestFilter(priority = Priorities.USER - 1_000)
  void limit(ContainerRequestContext request, RoutingContext context) {
    Route route = GateRequest.of(context).route();
    if (route != null && context.request().getHeader("Transfer-Encoding") != null) {
      request.setEntityStream(
          new Limited(request.getEntityStream(), route.maxBody(), () -> refuse(context)));
    }
  }

  private void refuse(RoutingContext context) {
    failures.writeAndHangUp(
        context,
        GateRequest.of(context).envelope(),
        new ServiceException(ErrorCode.PAYLOAD_TOO_LARGE));
  }

  private static final class Limited extends FilterInputStream {

    private final Runnable exceeded;
    private long left;

    Limited(InputStream body, long most, Runnable exceeded) {
      super(body);
      this.left = most;
      this.exceeded = exceeded;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      int read = super.read(into, from, most);
      left -= Math.max(read, 0);
      if (left < 0) {
        exceeded.run();
        throw new IOException("more than the route admits");
      }
      return read;
    }

    @Override
    public long skip(long most) throws IOException {
      return readNBytes((int) Math.min(most, 8_192)).length;
    }
  }
}
