package dev.castellan.web.security;

import com.fasterxml.jackson.databind.JsonNode;
import dev.castellan.contracts.Caller;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Claims of a provider that knows nothing of our numbers: the user gets one made of his {@code
 * sub}, his profile is found by name. Whoever has none of our profiles is known, but may do nothing
 * that a profile is needed for.
 */
final class ExternalClaims implements ClaimReader {

  /** Above every number that the gateway gives to a user, and still exact in JavaScript. */
  private static final long FIRST_USER = 1L << 52;

  /** Has no grant. */
  static final long NO_PROFILE = 0;

  private static final int LONGEST_LOGIN = 255;

  private final SecurityConfig.External config;
  private final IdentityDirectory identities;

  ExternalClaims(SecurityConfig.External config, IdentityDirectory identities) {
    this.config = config;
    this.identities = identities;
  }

  @Override
  public Set<String> required() {
    return Set.of("sub", "iat", "exp");
  }

  @Override
  public VerifiedToken read(String token, String keyId, JsonNode claims) {
    String subject = claims.path("sub").asText();
    String login = claims.path(config.loginClaim()).asText(subject);
    if (subject.isBlank() || login.length() > LONGEST_LOGIN) {
      throw new IllegalArgumentException("sub or login of the token is not usable");
    }
    String profile =
        names(claims).filter(name -> identities.profileId(name).isPresent()).findFirst().orElse("");
    Caller caller =
        new Caller(
            userId(subject), login, identities.profileId(profile).orElse(NO_PROFILE), profile);
    return new VerifiedToken(
        caller,
        claims.path("jti").asText(fingerprint(token)),
        keyId,
        Instant.ofEpochSecond(claims.path("iat").asLong()),
        Instant.ofEpochSecond(claims.path("exp").asLong()));
  }

  private Stream<String> names(JsonNode claims) {
    JsonNode found = claims;
    for (String member : config.profileClaim().split("\\.")) {
      found = found.path(member);
    }
    return found.isArray()
        ? StreamSupport.stream(found.spliterator(), false).map(JsonNode::asText)
        : Stream.of(found.asText());
  }

  private static long userId(String subject) {
    return FIRST_USER | ByteBuffer.wrap(digest(subject)).getLong() & (FIRST_USER - 1);
  }

  /** Instead of a {@code jti}, so that the token can be revoked all the same. */
  private static String fingerprint(String token) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest(token));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
