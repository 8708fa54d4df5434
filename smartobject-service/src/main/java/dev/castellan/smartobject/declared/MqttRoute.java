package dev.castellan.smartobject.declared;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import dev.castellan.smartobject.module.DeviceException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** How a broker is reached, wherever its name leads at that moment. */
record MqttRoute(MqttBroker broker, Addresses addresses, MqttConfig config) {

  /** Looks up where a name leads, and leaves out where nobody may go. */
  interface Addresses {
    List<InetAddress> allowed(String host, Instant deadline)
        throws DeviceException, InterruptedException;
  }

  /**
   * @throws DeviceException when the name is not known, or leads only where nobody may go
   */
  InetSocketAddress address(Instant deadline) throws DeviceException, InterruptedException {
    return new InetSocketAddress(addresses.allowed(broker.host(), deadline).get(0), broker.port());
  }

  /** The same without waiting; null when it cannot be said. */
  CompletableFuture<InetSocketAddress> addressNow() {
    CompletableFuture<InetSocketAddress> found = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                found.complete(address(Instant.now().plus(config.connectTimeout())));
              } catch (DeviceException | InterruptedException | RuntimeException e) {
                found.complete(null);
              }
            });
    return found;
  }

  /** A connection to that address and no other. */
  MqttClientTransportConfig to(InetSocketAddress address) {
    long patience = config.connectTimeout().toMillis();
    var transport =
        MqttClientTransportConfig.builder()
            .serverAddress(address)
            .socketConnectTimeout(patience, TimeUnit.MILLISECONDS)
            .mqttConnectTimeout(patience, TimeUnit.MILLISECONDS);
    if (broker.tls()) {
      // Part of the transport: set beside it, it would be passed over without a word.
      transport =
          transport.sslConfig(
              MqttClientSslConfig.builder()
                  .handshakeTimeout(patience, TimeUnit.MILLISECONDS)
                  .build());
    }
    return transport.build();
  }
}
