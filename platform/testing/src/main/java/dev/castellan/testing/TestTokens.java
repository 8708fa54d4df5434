package dev.castellan.testing;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.castellan.contracts.Caller;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * Access tokens as the gateway signs them, good and bad ones, and the JWK set that services verify
 * them with. The key pair is made once per test JVM.
 */
public final class TestTokens {

  public static final long GUEST_PROFILE = 2;
  public static final long OCCUPANT_PROFILE = 3;

  static final String KEY_ID = "test-key";
  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    // Nearly every test comes here first; modules are tested side by side, maybe on a busy machine.
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
  }

  private TestTokens() {}

  public static String admin() {
    return of(1, "admin", Caller.ADMIN_PROFILE, "admin").sign();
  }

  public static String guest() {
    return of(2, "guest", GUEST_PROFILE, "guest").sign();
  }

  public static String occupant() {
    return of(3, "occupant", OCCUPANT_PROFILE, "occupant").sign();
  }

  /** A request on behalf of the admin. */
  public static RequestSpecification asAdmin() {
    return with(admin());
  }

  /** A request on behalf of a guest. */
  public static RequestSpecification asGuest() {
    return with(guest());
  }

  /** A request on behalf of an occupant. */
  public static RequestSpecification asOccupant() {
    return with(occupant());
  }

  /** A request with any token. */
  public static RequestSpecification with(String token) {
    return given().header("Authorization", "Bearer " + token);
  }

  /** A token to be changed before it is signed. */
  public static TokenDraft of(long userId, String login, long profileId, String profile) {
    return new TokenDraft(userId, login, profileId, profile);
  }

  /** The admin's token, to be spoilt before it is signed. */
  public static TokenDraft ofAdmin() {
    return of(1, "admin", Caller.ADMIN_PROFILE, "admin");
  }

  /** Expired a minute ago. */
  public static String expired() {
    return ofAdmin().expiringIn(-60).sign();
  }

  /** The right key id, signed with another key. */
  public static String forged() {
    return ofAdmin().signWith(strangersKeys().getPrivate());
  }

  /** A guest's token whose claims were changed to the admin's after signing. */
  public static String tampered() {
    String[] guest = guest().split("\\.");
    String[] admin = admin().split("\\.");
    return guest[0] + "." + admin[1] + "." + guest[2];
  }

  /** {@code alg: none}, no signature. */
  public static String unsigned() {
    return ofAdmin().unsigned();
  }

  /** HS256, with the published key as the secret. */
  public static String signedWithThePublicKey() {
    return ofAdmin().signWithSecret(keys().getPublic().getEncoded());
  }

  /** Signed with a key that is published nowhere, under its own id. */
  public static String unknownKey() {
    return ofAdmin().keyId("nobody-knows").signWith(strangersKeys().getPrivate());
  }

  /** Every kind of token that must be answered with 401, by what is wrong with it. */
  public static Map<String, String> bad() {
    return Map.ofEntries(
        Map.entry("expired", expired()),
        Map.entry("forged", forged()),
        Map.entry("tampered", tampered()),
        Map.entry("unsigned", unsigned()),
        Map.entry("signed with the public key", signedWithThePublicKey()),
        Map.entry("unknown key", unknownKey()),
        Map.entry("other audience", ofAdmin().claim("aud", "elsewhere").sign()),
        Map.entry("other issuer", ofAdmin().claim("iss", "elsewhere").sign()),
        Map.entry("no user", ofAdmin().claim("sub", null).sign()),
        Map.entry("no expiry", ofAdmin().claim("exp", null).sign()),
        Map.entry("not a token", "not.a.token"));
  }

  /** Where the JWK set is served, on loopback. */
  public static String jwksUrl() {
    return JvmWide.once("jwks.url", String.class, TestTokens::serveKeys);
  }

  static KeyPair keys() {
    return JvmWide.once("signing.keys", KeyPair.class, TestTokens::newKeyPair);
  }

  /** Published nowhere. */
  static KeyPair strangersKeys() {
    return JvmWide.once("strangers.keys", KeyPair.class, TestTokens::newKeyPair);
  }

  private static KeyPair newKeyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String serveKeys() {
    byte[] body = jwks().getBytes(StandardCharsets.UTF_8);
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/jwks",
          exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
      return "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String jwks() {
    RSAPublicKey key = (RSAPublicKey) keys().getPublic();
    Map<String, String> jwk =
        Map.of(
            "kty",
            "RSA",
            "use",
            "sig",
            "alg",
            "RS256",
            "kid",
            KEY_ID,
            "n",
            unsigned(key.getModulus()),
            "e",
            unsigned(key.getPublicExponent()));
    try {
      return JSON.writeValueAsString(Map.of("keys", List.of(jwk)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** RFC 7518 wants no leading zero byte. */
  private static String unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
  }
}
