package dev.castellan.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.castellan.launcher.LauncherException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/**
 * A client of the gateway for the APIs whose answers are {@code {error, code, message, data}} or
 * {@code {success, data, messages}}.
 */
public final class GatewayClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(45);
  private static final int CONFLICT = 409;
  private static final int FIRST_FAILURE = 300;

  private final HttpClient http;
  private final String base;
  private final String token;

  private GatewayClient(HttpClient http, String base, String token) {
    this.http = http;
    this.base = base;
    this.token = token;
  }

  /**
   * Logs in.
   *
   * @param base address of the gateway
   * @param login who
   * @param password his password
   * @throws LauncherException when the gateway refuses or is not there
   */
  public static GatewayClient login(String base, String login, String password) {
    HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    GatewayClient anonymous = new GatewayClient(http, base, null);
    JsonNode data = anonymous.post("/auth/token", Map.of("login", login, "password", password));
    return new GatewayClient(http, base, data.path("token").asText());
  }

  /** The access token of this login. */
  public String token() {
    return token;
  }

  /** Reads; answers {@code data}, or the bare body of an API without envelope. */
  JsonNode get(String path) {
    return data("GET", path, send("GET", path, null));
  }

  /** Sends something that must be taken; answers as {@link #get} does. */
  public JsonNode post(String path, Object body) {
    return data("POST", path, send("POST", path, body));
  }

  /** Sends something that may be there already. */
  void ensure(String path, Object body) {
    HttpResponse<String> response = send("POST", path, body);
    if (response.statusCode() != CONFLICT) {
      data("POST", path, response);
    }
  }

  private HttpResponse<String> send(String method, String path, Object body) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
      if (token != null) {
        request.header("Authorization", "Bearer " + token);
      }
      if (body == null) {
        request.method(method, BodyPublishers.noBody());
      } else {
        request
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
      }
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new LauncherException(method + " " + base + path + " was not answered: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LauncherException(method + " " + path + " was interrupted", e);
    }
  }

  private static JsonNode data(String method, String path, HttpResponse<String> response) {
    JsonNode body = parse(response.body());
    if (response.statusCode() >= FIRST_FAILURE || !succeeded(body)) {
      throw new LauncherException(
          method
              + " "
              + path
              + " answered "
              + response.statusCode()
              + " "
              + body.path("code").asText()
              + ": "
              + body.path("message").asText("no message"));
    }
    return enveloped(body) ? body.path("data") : body;
  }

  /** Envelopes A and B say so themselves; C is bare. */
  private static boolean succeeded(JsonNode body) {
    if (enveloped(body)) {
      return body.path("success").asBoolean() || !body.path("error").asBoolean(true);
    }
    return body.isArray() || body.isObject();
  }

  private static boolean enveloped(JsonNode body) {
    return body.has("success") || body.has("error");
  }

  private static JsonNode parse(String body) {
    try {
      JsonNode node = JSON.readTree(body);
      return node == null ? MissingNode.getInstance() : node;
    } catch (IOException notJson) {
      return MissingNode.getInstance();
    }
  }
}
