package dev.castellan.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class TestTokensTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void shouldCarryTheClaimsThatServicesExpect() throws Exception {
    JsonNode claims = claims(TestTokens.occupant());

    assertThat(claims.path("iss").asText()).isEqualTo("castellan");
    assertThat(claims.path("aud").asText()).isEqualTo("castellan");
    assertThat(claims.path("sub").textValue()).isEqualTo("3");
    assertThat(claims.path("upn").textValue()).isEqualTo("occupant");
    assertThat(claims.path("groups").toString()).isEqualTo("[\"occupant\"]");
    assertThat(claims.path("profile").intValue()).isEqualTo(3);
    assertThat(claims.path("jti").textValue()).isNotBlank();
    assertThat(claims.path("exp").longValue()).isGreaterThan(Instant.now().getEpochSecond());
  }

  @Test
  void shouldSignWithTheKeyThatIsPublished() throws Exception {
    JsonNode jwk = publishedKey();

    assertThat(verify(TestTokens.admin(), jwk)).isTrue();
    assertThat(header(TestTokens.admin()).path("kid")).isEqualTo(jwk.path("kid"));
    assertThat(verify(TestTokens.forged(), jwk)).isFalse();
    assertThat(header(TestTokens.forged()).path("kid")).isEqualTo(jwk.path("kid"));
    assertThat(verify(TestTokens.tampered(), jwk)).isFalse();
    assertThat(claims(TestTokens.tampered()).path("upn").textValue()).isEqualTo("admin");
  }

  @Test
  void shouldSpoilEachBadTokenInOneWayOnly() throws Exception {
    JsonNode jwk = publishedKey();

    assertThat(verify(TestTokens.expired(), jwk)).isTrue();
    assertThat(claims(TestTokens.expired()).path("exp").longValue())
        .isLessThan(Instant.now().getEpochSecond());
    assertThat(header(TestTokens.unsigned()).path("alg").textValue()).isEqualTo("none");
    assertThat(TestTokens.unsigned()).endsWith(".");
    assertThat(header(TestTokens.signedWithThePublicKey()).path("alg").textValue())
        .isEqualTo("HS256");
    assertThat(header(TestTokens.unknownKey()).path("kid")).isNotEqualTo(jwk.path("kid"));
    assertThat(TestTokens.bad()).hasSize(11).doesNotContainValue(TestTokens.admin());
  }

  private static JsonNode publishedKey() throws Exception {
    String body =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(TestTokens.jwksUrl())).build(),
                BodyHandlers.ofString())
            .body();
    return JSON.readTree(body).path("keys").path(0);
  }

  private static boolean verify(String token, JsonNode jwk) throws Exception {
    PublicKey key =
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(number(jwk.path("n")), number(jwk.path("e"))));
    int dot = token.lastIndexOf('.');
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(key);
    signature.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
    return signature.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1)));
  }

  private static BigInteger number(JsonNode base64) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(base64.textValue()));
  }

  private static JsonNode header(String token) throws IOException {
    return part(token, 0);
  }

  private static JsonNode claims(String token) throws IOException {
    return part(token, 1);
  }

  private static JsonNode part(String token, int index) throws IOException {
    return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[index]));
  }
}
