package dev.castellan.smartobject.outbound;

import dev.castellan.smartobject.module.DeviceException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Where an answer sends a request on to. */
final class Redirects {

  private Redirects() {}

  /**
   * The request to send next. What is not certain to mean the same there is not followed: only 307
   * and 308 repeat a request with an effect, and 303 asks for the result of one. Another scheme,
   * host or port gets no secret.
   *
   * @return empty when the answer is the last one
   * @throws DeviceException when it leads to no address, or a secret would have to go elsewhere
   */
  static Optional<OutboundRequest> follow(OutboundRequest from, int status, String location)
      throws DeviceException {
    boolean repeat =
        status == 307 || status == 308 || from.method().equals("GET") && isPlain(status);
    if (location == null || !repeat && status != 303) {
      return Optional.empty();
    }
    URI target = resolve(from.uri(), location);
    boolean elsewhere = !origin(target).equals(origin(from.uri()));
    if (repeat && elsewhere && from.secretBody()) {
      throw DeviceException.refused("The device sends on to another place, which gets no secret");
    }
    List<OutboundRequest.Header> headers =
        from.headers().stream()
            .filter(each -> !elsewhere || !each.secret())
            .filter(each -> repeat || !each.name().equalsIgnoreCase("content-type"))
            .toList();
    return Optional.of(
        new OutboundRequest(
            repeat ? from.method() : "GET",
            target,
            headers,
            repeat ? from.body() : null,
            repeat && from.secretBody()));
  }

  /** Whether the answer says that a request with an effect is done, and where its result is. */
  static boolean toResult(OutboundRequest from, int status) {
    return status == 303 && !from.method().equals("GET");
  }

  /** The port, stated or implied. */
  static int port(URI uri) {
    return uri.getPort() >= 0 ? uri.getPort() : secure(uri) ? 443 : 80;
  }

  static boolean secure(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  private static boolean isPlain(int status) {
    return status == 301 || status == 302;
  }

  private static URI resolve(URI base, String location) throws DeviceException {
    try {
      URI target = base.resolve(location);
      boolean web = secure(target) || "http".equalsIgnoreCase(target.getScheme());
      if (web && target.getHost() != null && target.getRawUserInfo() == null) {
        return target;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw DeviceException.refused("The device sends on to something that is no web address");
  }

  private static String origin(URI uri) {
    return (secure(uri) + "|" + uri.getHost() + "|" + port(uri)).toLowerCase(java.util.Locale.ROOT);
  }
}
