package dev.castellan.gateway;

import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** HTTP without a client that mends it: paths, headers and broken connections as they are. */
public final class RawHttp implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;

  /**
   * What came back until the connection was closed.
   *
   * @param reset whether it was broken off
   */
  public record Reply(String text, boolean reset) {

    public int status() {
      return Integer.parseInt(text.substring(9, 12));
    }

    public String head() {
      return text.substring(0, text.indexOf("\r\n\r\n"));
    }

    public String body() {
      return text.substring(text.indexOf("\r\n\r\n") + 4);
    }
  }

  public RawHttp() {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
      socket.setSoTimeout(PATIENCE_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One request on a connection of its own; the head's lines without their ends. */
  public static Reply ask(String... head) {
    try (RawHttp http = new RawHttp()) {
      return http.head(head).readAll();
    }
  }

  /** Sends a request line and headers, and asks for the connection to be closed after. */
  public RawHttp head(String... lines) {
    return send(String.join("\r\n", lines) + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  }

  public RawHttp chunk(byte[] bytes) {
    send(Integer.toHexString(bytes.length) + "\r\n");
    send(bytes);
    return send("\r\n");
  }

  public RawHttp send(String text) {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public RawHttp send(byte[] bytes) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What has come, up to and with that text. */
  public String readUntil(String end) {
    StringBuilder read = new StringBuilder();
    try {
      InputStream in = socket.getInputStream();
      while (read.indexOf(end) < 0) {
        int next = in.read();
        if (next < 0) {
          throw new AssertionError("closed after: " + read);
        }
        read.append((char) next);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("after: " + read, e);
    }
    return read.toString();
  }

  public Reply readAll() {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    boolean reset = false;
    try {
      socket.getInputStream().transferTo(read);
    } catch (SocketException e) {
      reset = true;
    } catch (IOException e) {
      throw new UncheckedIOException("after: " + read, e);
    }
    return new Reply(read.toString(StandardCharsets.UTF_8), reset);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
