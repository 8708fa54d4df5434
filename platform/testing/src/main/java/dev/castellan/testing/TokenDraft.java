package dev.castellan.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An access token with the claims that the gateway gives it, until it is signed. */
public final class TokenDraft {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LIFE_SECONDS = 900;

  private final Map<String, Object> claims = new LinkedHashMap<>();
  private String keyId = TestTokens.KEY_ID;

  TokenDraft(long userId, String login, long profileId, String profile) {
    long now = Instant.now().getEpochSecond();
    claims.put("iss", "castellan");
    claims.put("aud", "castellan");
    claims.put("sub", Long.toString(userId));
    claims.put("upn", login);
    claims.put("groups", List.of(profile));
    claims.put("profile", profileId);
    claims.put("jti", UuidCreator.getTimeOrderedEpoch().toString());
    claims.put("iat", now);
    claims.put("exp", now + LIFE_SECONDS);
  }

  /** Sets a claim, or takes it away when the value is null. */
  public TokenDraft claim(String name, Object value) {
    if (value == null) {
      claims.remove(name);
    } else {
      claims.put(name, value);
    }
    return this;
  }

  /** {@code jti}, the name under which this token can be revoked. */
  public String id() {
    return claims.get("jti").toString();
  }

  public TokenDraft keyId(String id) {
    keyId = id;
    return this;
  }

  /**
   * @param seconds from now; negative for a token that has expired
   */
  public TokenDraft expiringIn(long seconds) {
    return claim("exp", Instant.now().getEpochSecond() + seconds);
  }

  /** Signs with the key that {@link TestTokens#jwksUrl()} publishes. */
  public String sign() {
    return signWith(TestTokens.keys().getPrivate());
  }

  /** Signs with any RSA key. */
  public String signWith(PrivateKey key) {
    String content = content("RS256");
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** HS256. */
  public String signWithSecret(byte[] secret) {
    String content = content("HS256");
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return content + "." + base64(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code alg: none}. */
  public String unsigned() {
    return content("none") + ".";
  }

  private String content(String algorithm) {
    try {
      return base64(JSON.writeValueAsBytes(Map.of("alg", algorithm, "typ", "JWT", "kid", keyId)))
          + "."
          + base64(JSON.writeValueAsBytes(claims));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
