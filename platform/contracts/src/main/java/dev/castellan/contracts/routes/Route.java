package dev.castellan.contracts.routes;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One row of the route table.
 *
 * @param method HTTP method, upper case
 * @param template path with {@code :name} for a variable segment
 * @param service short name of the process that answers, or {@code gateway}
 * @param timeout how long the gateway waits; empty for streams
 * @param maxBody largest request body in bytes
 * @param rateClass class of the request-rate limits
 */
public record Route(
    String method,
    String template,
    String service,
    Envelope envelope,
    OpenTo openTo,
    Optional<Duration> timeout,
    long maxBody,
    String rateClass) {

  /** {@code "GET /widgets/:idWidget"}, the name under which a route is granted. */
  public String key() {
    return method + " " + template;
  }

  Route withMaxBody(long bytes) {
    return new Route(method, template, service, envelope, openTo, timeout, bytes, rateClass);
  }

  List<String> segments() {
    return RouteTable.segments(template);
  }
}
