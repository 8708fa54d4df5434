package dev.castellan.smartobject.declared;

import dev.castellan.smartobject.module.DeviceException;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a broker is and who we are to it.
 *
 * @param username null to say nothing of it
 * @param password null for none
 */
record MqttBroker(String host, int port, boolean tls, String username, String password) {

  private static final int PORT = 1_883;
  private static final int TLS_PORT = 8_883;
  private static final int HIGHEST_PORT = 65_535;

  /**
   * @param address {@code mqtt://host:port} or {@code mqtts://host:port}
   * @throws DeviceException when it is none
   */
  static MqttBroker of(String address, String username, String password) throws DeviceException {
    try {
      URI uri = new URI(address.strip());
      boolean tls = "mqtts".equalsIgnoreCase(uri.getScheme());
      boolean bare = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
      if ((tls || "mqtt".equalsIgnoreCase(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && bare
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null
          && uri.getPort() != 0
          && uri.getPort() <= HIGHEST_PORT) {
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? TLS_PORT : PORT;
        return new MqttBroker(uri.getHost(), port, tls, username, password);
      }
    } catch (URISyntaxException e) {
      // Said below; the exception itself would show the address.
    }
    throw DeviceException.refused("The address of the broker is not mqtt:// or mqtts://");
  }

  /** Never the password. */
  @Override
  public String toString() {
    return (tls ? "mqtts" : "mqtt") + "://" + host + ":" + port;
  }
}
