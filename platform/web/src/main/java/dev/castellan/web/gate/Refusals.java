package dev.castellan.web.gate;

import dev.castellan.web.failure.ErrorCode;
import io.vertx.ext.web.RoutingContext;

/** Is told of every request that the gate refuses for want of a token or a right. */
public interface Refusals {

  /** Runs on the event loop and so must not block. */
  void refused(RoutingContext context, GateRequest request, ErrorCode code);
}
