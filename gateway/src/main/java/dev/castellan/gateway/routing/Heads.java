package dev.castellan.gateway.routing;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** What the head of a message tells of the rest of it. */
final class Heads {

  private Heads() {}

  /**
   * Whether a body follows. A request that is paused does not say that it has ended, so this is all
   * there is to go by; of HTTP/2, where a body needs no announcement, only what changes something
   * is taken to have one.
   */
  static boolean announceBody(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null) {
      return !length.equals("0");
    }
    return request.version() == HttpVersion.HTTP_2
        ? !isSafe(request)
        : request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  /** Whether the request changes nothing, so that it may be sent twice. */
  static boolean isSafe(HttpServerRequest request) {
    return request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
  }

  /** Bytes of the body, or {@link Flow#UNKNOWN}. */
  static long length(MultiMap headers) {
    String length = headers.get(HttpHeaders.CONTENT_LENGTH);
    return length == null ? Flow.UNKNOWN : Long.parseLong(length);
  }
}
