package dev.castellan.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** Makes what a scenario needs, through the gateway. */
final class Things implements Closeable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpConnection connection;
  private final String token;

  Things(URI gateway, String token) throws IOException {
    this.connection = new HttpConnection(gateway);
    this.token = token;
  }

  /** Id of a new resource. */
  long create(String path, Map<String, Object> body) throws IOException {
    return JSON.readTree(send("POST", path, body, 201)).at("/data/id").asLong();
  }

  /** Body of an answer that must have that status. */
  String send(String method, String path, Map<String, Object> body, int status) throws IOException {
    String json = body == null ? null : JSON.writeValueAsString(body);
    HttpConnection.Answer answer = connection.send(connection.request(method, path, token, json));
    if (answer.status() != status) {
      throw new IOException(path + " answered " + answer.status() + ": " + answer.body());
    }
    return answer.body();
  }

  long light() throws IOException {
    return create("/smartobjects", Map.of("module", "virtual-light", "reference", name("light")));
  }

  /** A name that nobody else has. */
  static String name(String kind) {
    return "bench " + kind + " " + System.nanoTime();
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
