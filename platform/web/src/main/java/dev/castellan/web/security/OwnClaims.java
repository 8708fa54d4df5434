package dev.castellan.web.security;

import com.fasterxml.jackson.databind.JsonNode;
import dev.castellan.contracts.Caller;
import java.time.Instant;
import java.util.Set;

/** Claims as the gateway writes them. */
final class OwnClaims implements ClaimReader {

  @Override
  public Set<String> required() {
    return Set.of("sub", "upn", "groups", "profile", "jti", "iat", "exp");
  }

  @Override
  public VerifiedToken read(String token, String keyId, JsonNode claims) {
    Caller caller =
        new Caller(
            Long.parseLong(claims.path("sub").asText()),
            claims.path("upn").asText(),
            Long.parseLong(claims.path("profile").asText()),
            claims.path("groups").path(0).asText());
    return new VerifiedToken(
        caller,
        claims.path("jti").asText(),
        keyId,
        Instant.ofEpochSecond(claims.path("iat").asLong()),
        Instant.ofEpochSecond(claims.path("exp").asLong()));
  }
}
