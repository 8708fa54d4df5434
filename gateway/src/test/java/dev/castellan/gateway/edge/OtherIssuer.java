package dev.castellan.gateway.edge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.castellan.testing.TestTokens;
import dev.castellan.testing.TokenDraft;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** A second OpenID Connect issuer: it has a discovery document, and keys of its own. */
public final class OtherIssuer implements QuarkusTestResourceLifecycleManager {

  private static final AtomicReference<String> NAME = new AtomicReference<>();

  private HttpServer server;

  static String issuer() {
    return NAME.get();
  }

  /** A token as such issuers write them: no number, no profile, roles somewhere inside. */
  static TokenDraft token(String user, String... roles) {
    return TestTokens.ofAdmin()
        .claim("iss", issuer())
        .claim("aud", "castellan")
        .claim("sub", "f3a1-" + user)
        .claim("preferred_username", user)
        .claim("upn", null)
        .claim("groups", null)
        .claim("profile", null)
        .claim("jti", null)
        .claim("realm_access", Map.of("roles", List.of(roles)));
  }

  @Override
  public Map<String, String> start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String name = "http://127.0.0.1:" + server.getAddress().getPort() + "/realms/home";
    NAME.set(name);
    server.createContext(
        "/realms/home/.well-known/openid-configuration",
        exchange ->
            answer(
                exchange,
                "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(name, TestTokens.jwksUrl())));
    server.start();
    return Map.of("castellan.security.external.issuer", name);
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void stop() {
    server.stop(0);
  }
}
