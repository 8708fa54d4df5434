package dev.castellan.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Plays an OpenID Connect issuer for load tests: makes an RSA key, its public half as JWK set and
 * as PEM, and as many different tokens of guests as are asked for, one a line.
 */
public final class TokenMill {

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int BITS = 2048;
  private static final int LINE = 64;
  private static final long LIFE_SECONDS = 3_600;

  private final KeyPair keys;
  private final String issuer;

  private TokenMill(KeyPair keys, String issuer) {
    this.keys = keys;
    this.issuer = issuer;
  }

  /** Arguments: folder, issuer, number of tokens. */
  public static void main(String[] args) throws IOException, GeneralSecurityException {
    Path folder = Path.of(args[0]);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(BITS);
    TokenMill mill = new TokenMill(generator.generateKeyPair(), args[1]);
    Files.writeString(folder.resolve("jwks.json"), mill.jwks());
    Files.writeString(folder.resolve("pub.pem"), mill.pem());
    String[] tokens = new String[Integer.parseInt(args[2])];
    IntStream.range(0, tokens.length).parallel().forEach(i -> tokens[i] = mill.token(i, "guest"));
    Files.writeString(folder.resolve("admin"), mill.token(tokens.length, "admin"));
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("tokens"))) {
      for (String token : tokens) {
        out.write(token);
        out.newLine();
      }
    }
  }

  private String token(int number, String profile) {
    long now = Instant.now().getEpochSecond();
    String claims =
        """
        {"iss":"%s","aud":"castellan","sub":"user-%d","preferred_username":"user-%d",\
        "groups":["%s"],"jti":"%s","iat":%d,"exp":%d}\
        """
            .formatted(issuer, number, number, profile, UUID.randomUUID(), now, now + LIFE_SECONDS);
    String content =
        base64("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"mill\"}") + "." + base64(claims);
    return content + "." + BASE64.encodeToString(sign(content, keys.getPrivate()));
  }

  private static byte[] sign(String content, PrivateKey key) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String jwks() {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    return """
    {"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"mill","n":"%s","e":"%s"}]}\
    """
        .formatted(
            number(key.getModulus().toByteArray()), number(key.getPublicExponent().toByteArray()));
  }

  /** RFC 7518 wants no leading zero byte. */
  private static String number(byte[] bytes) {
    return BASE64.encodeToString(
        bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }

  private String pem() {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(LINE, new byte[] {'\n'})
            .encodeToString(keys.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static String base64(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
