package dev.castellan.smartobject.outbound;

import java.net.URI;
import java.util.List;

/**
 * A request to a device.
 *
 * @param body null for none
 * @param secretBody whether the body holds a secret, which is not for other hosts
 */
public record OutboundRequest(
    String method, URI uri, List<Header> headers, byte[] body, boolean secretBody) {

  /**
   * A header.
   *
   * @param secret whether its value is not for other hosts
   */
  public record Header(String name, String value, boolean secret) {

    @Override
    public String toString() {
      return name;
    }
  }

  /** Neither address nor values: any of them may hold a secret. */
  @Override
  public String toString() {
    return method;
  }
}
