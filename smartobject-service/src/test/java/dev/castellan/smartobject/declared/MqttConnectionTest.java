package dev.castellan.smartobject.declared;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MqttConnectionTest {

  @TempDir static Path folder;

  @Test
  void shouldFollowABrokerThatMoves() throws Exception {
    BlockingQueue<Boolean> told = new LinkedBlockingQueue<>();
    try (TestBroker broker = new TestBroker(folder)) {
      AtomicReference<InetAddress> address =
          new AtomicReference<>(InetAddress.getByName("127.0.0.2"));
      MqttConnection connection;
      try (Relay former = new Relay("127.0.0.2", broker.port())) {
        connection =
            MqttConnection.open(
                new MqttRoute(
                    MqttBroker.of("mqtt://broker:" + broker.port(), null, null),
                    (host, deadline) -> List.of(address.get()),
                    config()),
                told::add);
        assertThat(former.used).isTrue();
        address.set(InetAddress.getByName("127.0.0.1"));
      }
      assertThat(told.poll(20, TimeUnit.SECONDS)).isFalse();
      assertThat(told.poll(20, TimeUnit.SECONDS)).isTrue();
      connection.close();
    }
  }

  private static MqttConfig config() {
    return new MqttConfig() {
      @Override
      public Duration connectTimeout() {
        return Duration.ofSeconds(3);
      }

      @Override
      public Duration keepAlive() {
        return Duration.ofSeconds(30);
      }

      @Override
      public MemorySize maxMessage() {
        return new MemorySize(BigInteger.valueOf(100_000));
      }
    };
  }

  /** Where a broker can be reached until this is closed. */
  private static final class Relay implements AutoCloseable {

    private final ServerSocket listener;
    private final int port;
    private volatile Socket from;
    private volatile boolean used;

    Relay(String address, int port) throws IOException {
      this.port = port;
      listener = new ServerSocket(port, 10, InetAddress.getByName(address));
      Thread.ofVirtual().start(this::relay);
    }

    private void relay() {
      try {
        from = listener.accept();
        used = true;
        try (Socket to = new Socket("127.0.0.1", port)) {
          Thread.ofVirtual().start(() -> copy(from, to));
          copy(to, from);
        }
      } catch (IOException e) {
        // Closed.
      }
    }

    private static void copy(Socket one, Socket other) {
      try (InputStream in = one.getInputStream();
          OutputStream out = other.getOutputStream()) {
        in.transferTo(out);
      } catch (IOException e) {
        // Closed.
      }
    }

    @Override
    public void close() throws IOException {
      listener.close();
      from.close();
    }
  }
}
