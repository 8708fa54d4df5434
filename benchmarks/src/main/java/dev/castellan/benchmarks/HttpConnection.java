package dev.castellan.benchmarks;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One keep-alive HTTP/1.1 connection that sends a request and reads the answer. It knows just what
 * our services answer with (a length or chunks), so that the client takes as little of the machine
 * as it can.
 */
final class HttpConnection implements Closeable {

  /**
   * An answer; the body is text.
   *
   * @param tag value of {@code ETag}, null for none
   * @param link value of {@code Link}, null for none
   */
  record Answer(int status, String body, String tag, String link) {}

  private final Socket socket;
  private final OutputStream out;
  private final BufferedInputStream in;
  private final String host;

  HttpConnection(URI base) throws IOException {
    socket = new Socket(base.getHost(), base.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(60_000);
    out = socket.getOutputStream();
    in = new BufferedInputStream(socket.getInputStream(), 16_384);
    host = base.getHost() + ":" + base.getPort();
  }

  /** The bytes of a request, to be made once and sent often. */
  byte[] request(String method, String path, String token, String body) {
    return request(method, path, token, "", body);
  }

  /**
   * @param headers more lines of the head, each with its line end
   */
  byte[] request(String method, String path, String token, String headers, String body) {
    byte[] content = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
    String head =
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\n"
            + (token == null ? "" : "Authorization: Bearer " + token + "\r\n")
            + (body == null ? "" : "Content-Type: application/json\r\n")
            + headers
            + "Content-Length: "
            + content.length
            + "\r\n\r\n";
    byte[] first = head.getBytes(StandardCharsets.US_ASCII);
    byte[] whole = new byte[first.length + content.length];
    System.arraycopy(first, 0, whole, 0, first.length);
    System.arraycopy(content, 0, whole, first.length, content.length);
    return whole;
  }

  Answer send(byte[] request) throws IOException {
    out.write(request);
    int status = Integer.parseInt(line().substring(9, 12));
    int length = 0;
    boolean chunked = false;
    String tag = null;
    String link = null;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      } else if (lower.startsWith("transfer-encoding:") && lower.contains("chunked")) {
        chunked = true;
      } else if (lower.startsWith("etag:")) {
        tag = header.substring(5).strip();
      } else if (lower.startsWith("link:")) {
        link = header.substring(5).strip();
      }
    }
    String body = chunked ? chunks() : text(length);
    return new Answer(status, body, tag, link);
  }

  private String chunks() throws IOException {
    StringBuilder body = new StringBuilder();
    for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
      body.append(text(size));
      line();
    }
    line();
    return body.toString();
  }

  private String text(int length) throws IOException {
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("connection closed");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
