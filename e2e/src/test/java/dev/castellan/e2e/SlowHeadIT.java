package dev.castellan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client that sends a byte of its request now and then, so that it never counts as idle. */
@ExtendWith(Suite.class)
class SlowHeadIT {

  @Test
  void shouldCloseAConnectionOnWhichAHeadDrips() throws IOException {
    URI gateway = URI.create(RestAssured.baseURI);
    try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write("GET /widgets HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
      long start = System.nanoTime();

      Awaitility.await()
          .pollInterval(Duration.ofSeconds(1))
          .atMost(Duration.ofSeconds(20))
          .until(() -> isClosed(socket));

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(8));
    }
  }

  private static boolean isClosed(Socket socket) {
    try {
      socket.getOutputStream().write('a');
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
