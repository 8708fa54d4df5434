package dev.castellan.gateway.routing;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/** Ways to end an exchange that cannot be ended as it should. */
final class HangUp {

  private HangUp() {}

  /**
   * Closes a connection of HTTP/1 at once. Vert.x would first flush what is still to be written,
   * and a peer that does not read can make it wait for ever.
   */
  static void atOnce(HttpConnection connection) {
    ((ConnectionBase) connection).channelHandlerContext().close();
  }

  /** Ends half an answer to a client that may not be reading. */
  static void onWhoeverIsSlow(HttpServerRequest client) {
    if (client.version() == HttpVersion.HTTP_2) {
      client.response().reset();
    } else {
      atOnce(client.connection());
    }
  }

  /**
   * Ends half an answer. On HTTP/1 by its connection: resetting the response there hides its end
   * from Quarkus, which would wait for it when it stops.
   */
  static void halfWay(HttpServerRequest client) {
    if (client.version() == HttpVersion.HTTP_2) {
      client.response().reset();
    } else {
      client.connection().close();
    }
  }
}
