package dev.castellan.web.gate;

import dev.castellan.web.failure.ErrorCode;
import io.quarkus.arc.DefaultBean;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** A service leaves them to the gateway, where all but the impossible come by. */
@DefaultBean
@ApplicationScoped
class UnnoticedRefusals implements Refusals {

  @Override
  public void refused(RoutingContext context, GateRequest request, ErrorCode code) {
    // Nobody wants to know.
  }
}
