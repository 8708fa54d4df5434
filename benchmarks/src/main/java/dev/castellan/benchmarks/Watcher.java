package dev.castellan.benchmarks;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/** The client of one event stream: notes when a text it waits for has come. */
final class Watcher implements Closeable {

  private final Socket socket;
  private volatile String wanted;
  private volatile LongConsumer found;

  Watcher(URI base, String path, String token, LongConsumer onFirst) throws IOException {
    socket = new Socket(base.getHost(), base.getPort());
    String request =
        "GET %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nAccept: text/event-stream\r\n\r\n"
            .formatted(path, base.getHost(), token);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    expect("event:snapshot", onFirst);
    Thread.startVirtualThread(this::read);
  }

  /** The next line with that text is told, with the time of its arrival. */
  void expect(String text, LongConsumer whenFound) {
    found = whenFound;
    wanted = text;
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 2_048)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String text = wanted;
        if (text != null && line.contains(text)) {
          wanted = null;
          found.accept(System.nanoTime());
        }
      }
    } catch (IOException e) {
      // Closed by us, or missed by the caller.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
