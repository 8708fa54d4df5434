package dev.castellan.gateway.routing;

import dev.castellan.contracts.routes.Route;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.FailureWriter;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.gate.GateRequest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Sends each request that the gate has let through to the service that its route names. */
@ApplicationScoped
class ProxyHandler {

  /** After the gate and CORS, before anything that only resource methods need. */
  private static final int AFTER_THE_GATE = 250;

  private final Upstreams upstreams;
  private final FailureWriter failures;
  private final ProxyConfig config;
  private final ThreadLocal<Watch> watches;

  ProxyHandler(Upstreams upstreams, FailureWriter failures, Vertx vertx, ProxyConfig config) {
    this.upstreams = upstreams;
    this.failures = failures;
    this.config = config;
    this.watches = ThreadLocal.withInitial(() -> new Watch(vertx));
  }

  void register(@Observes Filters filters) {
    filters.register(this::handle, AFTER_THE_GATE);
  }

  private void handle(RoutingContext context) {
    GateRequest gate = GateRequest.of(context);
    if (gate.route() == null) {
      context.next();
    } else if (gate.route().service().equals(Upstreams.SELF)) {
      stay(context, gate);
    } else {
      Upstream upstream = upstreams.of(gate.route().service());
      new Exchange(
              context,
              gate,
              upstream,
              watches.get(),
              failures,
              patience(gate.route()),
              config.leastBytesPerSecond())
          .begin();
    }
  }

  /** A body that has not arrived by the time of its route is not waited for any longer. */
  private void limitTime(RoutingContext context, GateRequest gate) {
    HttpServerRequest request = context.request();
    if (!Heads.announceBody(request)) {
      return;
    }
    long timer =
        context
            .vertx()
            .setTimer(
                patience(gate.route()).toMillis(),
                late -> {
                  if (!request.isEnded() && !context.response().ended()) {
                    failures.writeAndHangUp(
                        context, gate.envelope(), new ServiceException(ErrorCode.REQUEST_TIMEOUT));
                  }
                });
    context.addEndHandler(end -> context.vertx().cancelTimer(timer));
  }

  private Duration patience(Route route) {
    Duration wanted = route.timeout().orElse(config.streamStart());
    return wanted.compareTo(config.maxWait()) < 0 ? wanted : config.maxWait();
  }

  /** Ours to answer; resource methods know the settled path only. */
  private void stay(RoutingContext context, GateRequest gate) {
    if (gate.path().equals(context.request().path())) {
      limitTime(context, gate);
      context.next();
    } else {
      String query = context.request().query();
      context.reroute(query == null ? gate.path() : gate.path() + "?" + query);
    }
  }
}
