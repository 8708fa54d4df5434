package dev.castellan.gateway.edge;

import dev.castellan.contracts.routes.RouteTable;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.FailureWriter;
import dev.castellan.web.failure.ServiceException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;

/**
 * Cross-origin requests (WHATWG Fetch), in front of the gate: a browser asks for leave without a
 * token, and must be able to read refusals too. Tokens come in a header, never as a cookie, so no
 * credentials are allowed.
 */
@ApplicationScoped
class Cors {

  private static final int BEFORE_THE_GATE = 1_100;

  private final CorsConfig config;
  private final FailureWriter failures;

  Cors(CorsConfig config, FailureWriter failures) {
    this.config = config;
    this.failures = failures;
  }

  void register(@Observes Filters filters) {
    config
        .origins()
        .filter(origins -> !origins.isEmpty())
        .ifPresent(origins -> open(filters, origins));
  }

  private void open(Filters filters, List<String> origins) {
    CorsHandler handler =
        CorsHandler.create()
            .allowedMethods(
                Set.of(
                    HttpMethod.GET,
                    HttpMethod.POST,
                    HttpMethod.PUT,
                    HttpMethod.PATCH,
                    HttpMethod.DELETE))
            .allowedHeaders(
                Set.of(
                    "Authorization",
                    "Content-Type",
                    "If-Match",
                    "If-None-Match",
                    "Idempotency-Key",
                    "Prefer",
                    "X-API-Key",
                    "X-Request-Id",
                    "Last-Event-ID"))
            .exposedHeaders(
                Set.of(
                    "ETag",
                    "Link",
                    "Location",
                    "Retry-After",
                    "RateLimit",
                    "RateLimit-Policy",
                    "Idempotency-Replayed",
                    "X-Request-Id",
                    "X-Total-Count"))
            .maxAgeSeconds((int) config.maxAge().toSeconds());
    if (origins.contains("*")) {
      handler.addOriginWithRegex(".*");
    } else {
      handler.addOrigins(origins);
    }
    filters.register(context -> handle(context, handler, origins), BEFORE_THE_GATE);
  }

  private void handle(RoutingContext context, CorsHandler handler, List<String> origins) {
    String origin = context.request().getHeader("Origin");
    String own = context.request().scheme() + "://" + context.request().authority();
    if (own.equals(origin)) {
      // Pages of our own, such as the API's description, need no leave.
      context.next();
    } else if (origin == null || origins.contains("*") || origins.contains(origin)) {
      handler.handle(context);
    } else {
      // The library would refuse it too, but not in the envelope of the API.
      failures.write(
          context,
          RouteTable.envelopeOf(String.valueOf(context.request().path())),
          new ServiceException(ErrorCode.FORBIDDEN, "This origin may not call the suite"));
    }
  }
}
