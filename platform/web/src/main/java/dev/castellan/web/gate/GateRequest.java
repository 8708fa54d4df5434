package dev.castellan.web.gate;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.contracts.routes.Route;
import dev.castellan.contracts.routes.RouteTable;
import dev.castellan.web.security.VerifiedToken;
import io.vertx.ext.web.RoutingContext;

/**
 * What the gate has settled about a request, kept with it until it ends.
 *
 * @param id request id, from {@code X-Request-Id} when it is well formed
 * @param path the settled path
 * @param route the row that answers it; null while the path is not known to have one
 * @param token null on routes that are open to anyone
 */
public record GateRequest(
    String id, String method, String path, Route route, Envelope envelope, VerifiedToken token) {

  private static final String KEY = GateRequest.class.getName();

  /** What the gate has settled about this request. */
  public static GateRequest of(RoutingContext context) {
    GateRequest settled = context.get(KEY);
    return settled != null
        ? settled
        : new GateRequest(
            "-",
            context.request().method().name(),
            context.request().path(),
            null,
            RouteTable.envelopeOf(context.request().path()),
            null);
  }

  static boolean isSettled(RoutingContext context) {
    return context.get(KEY) != null;
  }

  GateRequest with(VerifiedToken verified) {
    return new GateRequest(id, method, path, route, envelope, verified);
  }

  void keepWith(RoutingContext context) {
    context.put(KEY, this);
  }

  /** For logs: method, route template and request id, nothing the client chose freely. */
  public String describe() {
    return method + " " + (route == null ? "(no route)" : route.template()) + " [" + id + "]";
  }
}
