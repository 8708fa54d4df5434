package dev.castellan.gateway.routing;

/** No address of the service is asked at the moment, since all of them failed too often. */
final class CircuitOpen extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CircuitOpen() {
    super("circuit open", null, false, false);
  }
}
