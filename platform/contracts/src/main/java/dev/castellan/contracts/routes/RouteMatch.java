package dev.castellan.contracts.routes;

import java.util.List;

/** What the route table says about one request. */
public sealed interface RouteMatch {

  /** The envelope in which this request is answered, also when it fails. */
  Envelope envelope();

  /** A row answers the request. */
  record Found(Route route) implements RouteMatch {
    @Override
    public Envelope envelope() {
      return route.envelope();
    }
  }

  /** The path exists, but not with this method. */
  record MethodNotAllowed(Envelope envelope, List<String> allowed) implements RouteMatch {}

  /** No row has this path. */
  record NotFound(Envelope envelope) implements RouteMatch {}
}
