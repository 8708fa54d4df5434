package dev.castellan.gateway.routing;

import dev.castellan.web.gate.GateRequest;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** Which headers pass the gateway, and which ones it writes itself. */
final class HeaderRules {

  private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
  private static final CharSequence FORWARDED = HttpHeaders.createOptimized("forwarded");
  private static final CharSequence TRACE_PARENT = HttpHeaders.createOptimized("traceparent");
  private static final CharSequence TRACE_STATE = HttpHeaders.createOptimized("tracestate");

  /** Version, trace id, parent id and flags with three dashes (W3C Trace Context). */
  private static final int TRACE_PARENT_LENGTH = 55;

  private static final HexFormat HEX = HexFormat.of();

  private HeaderRules() {}

  /** Gives the service the headers of a request that are for it, and our own. */
  static void passRequest(HttpServerRequest client, MultiMap to, GateRequest gate) {
    MultiMap from = client.headers();
    List<String> nominated = nominated(from);
    for (Map.Entry<String, String> header : from) {
      String name = header.getKey();
      if (!staysHere(name) && !isIn(nominated, name)) {
        to.add(name, header.getValue());
      }
    }
    to.set(REQUEST_ID, gate.id());
    to.set(FORWARDED, forwarded(client));
    if (!isTraceParent(to.get(TRACE_PARENT))) {
      to.remove(TRACE_STATE);
      to.set(TRACE_PARENT, newTraceParent());
    }
  }

  /** Gives the client the headers of an answer that are for it. */
  static void passAnswer(MultiMap from, MultiMap to, Upstream upstream) {
    List<String> nominated = nominated(from);
    for (Map.Entry<String, String> header : from) {
      String name = header.getKey();
      // The gate has written the request id already.
      if (!isHopByHop(name) && !name.equalsIgnoreCase("x-request-id") && !isIn(nominated, name)) {
        String value = header.getValue();
        to.add(name, name.equalsIgnoreCase("location") ? upstream.withoutOrigin(value) : value);
      }
    }
    if (!to.contains(HttpHeaders.DATE)) {
      // Asked of whoever forwards an answer without (RFC 9110 section 6.6.1).
      to.set(HttpHeaders.DATE, HttpDate.now());
    }
  }

  /**
   * For this hop only, or a word about who somebody is that only we may say. The host is that of
   * the service; the one that was asked for is in {@code Forwarded}.
   */
  static boolean staysHere(String name) {
    if (name.isEmpty()) {
      return true;
    }
    return switch (name.charAt(0) | 0x20) {
      case 'x' ->
          startsWith(name, "x-user")
              || startsWith(name, "x-forwarded-")
              || startsWith(name, "x-castellan-")
              || name.equalsIgnoreCase("x-request-id")
              || name.equalsIgnoreCase("x-api-key")
              || name.equalsIgnoreCase("x-real-ip");
      case 'e' -> name.equalsIgnoreCase("expect");
      case 'f' -> name.equalsIgnoreCase("forwarded");
      case 'h' -> name.equalsIgnoreCase("host") || name.equalsIgnoreCase("http2-settings");
      default -> isHopByHop(name);
    };
  }

  /** RFC 9110 section 7.6.1. */
  private static boolean isHopByHop(String name) {
    return switch (name.isEmpty() ? 0 : name.charAt(0) | 0x20) {
      case 'c' -> name.equalsIgnoreCase("connection");
      case 'k' -> name.equalsIgnoreCase("keep-alive");
      case 'p' ->
          name.equalsIgnoreCase("proxy-authorization")
              || name.equalsIgnoreCase("proxy-authenticate")
              || name.equalsIgnoreCase("proxy-connection");
      case 't' ->
          name.equalsIgnoreCase("te")
              || name.equalsIgnoreCase("trailer")
              || name.equalsIgnoreCase("transfer-encoding");
      case 'u' -> name.equalsIgnoreCase("upgrade");
      default -> false;
    };
  }

  /** Headers that {@code Connection} names are for the next hop only, which is us. */
  private static List<String> nominated(MultiMap headers) {
    String connection = headers.get(HttpHeaders.CONNECTION);
    if (connection == null
        || connection.equalsIgnoreCase("keep-alive")
        || connection.equalsIgnoreCase("close")) {
      return List.of();
    }
    return headers.getAll(HttpHeaders.CONNECTION).stream()
        .flatMap(value -> Stream.of(value.split(",")))
        .map(String::strip)
        // Without its length a body would end somewhere else than its sender thinks.
        .filter(name -> !name.equalsIgnoreCase("content-length"))
        .toList();
  }

  private static boolean isIn(List<String> names, String name) {
    return !names.isEmpty() && names.stream().anyMatch(name::equalsIgnoreCase);
  }

  /** Who asked us, under which name, and how (RFC 7239). */
  private static String forwarded(HttpServerRequest client) {
    String address = client.remoteAddress() == null ? null : client.remoteAddress().hostAddress();
    var value = new StringBuilder(64).append("for=");
    if (address == null) {
      value.append("unknown");
    } else if (address.indexOf(':') >= 0) {
      value.append("\"[").append(address).append("]\"");
    } else {
      value.append(address);
    }
    HostAndPort host = client.authority();
    if (host != null && isPlainHost(host.toString())) {
      value.append(";host=\"").append(host).append('"');
    }
    return value.append(";proto=").append(client.scheme()).toString();
  }

  private static boolean isPlainHost(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      boolean plain =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= ':'
              || "-._[]".indexOf(c) >= 0;
      if (!plain) {
        return false;
      }
    }
    return !host.isEmpty();
  }

  private static boolean isTraceParent(String value) {
    return value != null
        && value.length() == TRACE_PARENT_LENGTH
        && value.startsWith("00-")
        && isHex(value, 3, 35)
        && value.charAt(35) == '-'
        && isHex(value, 36, 52)
        && value.charAt(52) == '-'
        && isHex(value, 53, 55);
  }

  /** Lower-case hexadecimal digits, not all of them zero; flags may be zero. */
  private static boolean isHex(String value, int from, int to) {
    boolean zero = true;
    for (int i = from; i < to; i++) {
      char c = value.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
        return false;
      }
      zero &= c == '0';
    }
    return !zero || to - from == 2;
  }

  private static String newTraceParent() {
    var random = ThreadLocalRandom.current();
    return "00-"
        + HEX.toHexDigits(random.nextLong())
        + HEX.toHexDigits(random.nextLong() | 1)
        + '-'
        + HEX.toHexDigits(random.nextLong() | 1)
        + "-01";
  }

  private static boolean startsWith(String name, String prefix) {
    return name.regionMatches(true, 0, prefix, 0, prefix.length());
  }
}
