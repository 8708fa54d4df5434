package dev.castellan.web.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.castellan.contracts.Caller;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.jose4j.jwt.consumer.InvalidJwtException;

/**
 * Verifies the token of a request: RS256 only, by a published key, issuer, audience, expiry,
 * revocation. A token that passed is remembered, keyed by all of its characters; what can change
 * while it lives is checked at every use.
 */
@ApplicationScoped
public class TokenVerifier {

  private static final int MAX_LENGTH = 8_192;

  private final SigningKeys keys;
  private final JwksClient jwks;
  private final IdentityDirectory identities;
  private final SecurityConfig config;
  private final ObjectMapper mapper;
  private final DefaultJWTCallerPrincipalFactory parser = new DefaultJWTCallerPrincipalFactory();
  private final Cache<String, VerifiedToken> verified;

  TokenVerifier(
      SigningKeys keys,
      JwksClient jwks,
      IdentityDirectory identities,
      SecurityConfig config,
      ObjectMapper mapper) {
    this.keys = keys;
    this.jwks = jwks;
    this.identities = identities;
    this.config = config;
    this.mapper = mapper;
    this.verified = Caffeine.newBuilder().maximumSize(config.tokenCacheSize()).build();
  }

  /**
   * @param authorization the header: the token as it is, or after {@code Bearer}; null when absent
   * @return fails with a {@link ServiceException} of status 401
   */
  public Future<VerifiedToken> verify(String authorization) {
    String token = tokenOf(authorization);
    if (token == null) {
      return refused(ErrorCode.TOKEN_MISSING);
    }
    VerifiedToken known = verified.getIfPresent(token);
    if (known != null && keys.byId(known.keyId()) != null) {
      return usable(token, known);
    }
    if (token.length() > MAX_LENGTH) {
      return refused(ErrorCode.TOKEN_INVALID);
    }
    String keyId = keyIdOf(token);
    if (keyId == null) {
      return refused(ErrorCode.TOKEN_INVALID);
    }
    return keys.byId(keyId) != null
        ? parse(token, keyId)
        : jwks.refresh().compose(fetched -> parse(token, keyId));
  }

  private Future<VerifiedToken> parse(String token, String keyId) {
    PublicKey key = keys.byId(keyId);
    if (key == null) {
      return refused(ErrorCode.TOKEN_INVALID);
    }
    try {
      VerifiedToken fresh = read(parser.parse(token, expectations(key)), keyId);
      verified.put(token, fresh);
      return usable(token, fresh);
    } catch (ParseException | RuntimeException e) {
      boolean expired = e.getCause() instanceof InvalidJwtException invalid && invalid.hasExpired();
      return refused(expired ? ErrorCode.TOKEN_EXPIRED : ErrorCode.TOKEN_INVALID);
    }
  }

  private JWTAuthContextInfo expectations(PublicKey key) {
    JWTAuthContextInfo info = new JWTAuthContextInfo(key, config.issuer());
    info.setSignatureAlgorithm(Set.of(SignatureAlgorithm.RS256));
    info.setExpectedAudience(Set.of(config.audience()));
    info.setRequiredClaims(Set.of("sub", "upn", "groups", "profile", "jti", "iat", "exp"));
    info.setClockSkew(0);
    return info;
  }

  private static VerifiedToken read(JWTCallerPrincipal token, String keyId) {
    Caller caller =
        new Caller(
            Long.parseLong(token.getSubject()),
            token.<String>getClaim("upn"),
            Long.parseLong(token.getClaim("profile").toString()),
            token.getGroups().iterator().next());
    return new VerifiedToken(
        caller,
        token.getTokenID(),
        keyId,
        Instant.ofEpochSecond(token.getIssuedAtTime()),
        Instant.ofEpochSecond(token.getExpirationTime()));
  }

  private Future<VerifiedToken> usable(String token, VerifiedToken found) {
    if (!found.expiresAt().isAfter(Instant.now())) {
      verified.invalidate(token);
      return refused(ErrorCode.TOKEN_EXPIRED);
    }
    return identities.isRevoked(found)
        ? refused(ErrorCode.TOKEN_REVOKED)
        : Future.succeededFuture(found);
  }

  /** Whether a token that was verified once would be let in again. */
  public boolean stillGood(VerifiedToken token) {
    return token.expiresAt().isAfter(Instant.now())
        && keys.byId(token.keyId()) != null
        && !identities.isRevoked(token);
  }

  private String keyIdOf(String token) {
    int dot = token.indexOf('.');
    if (dot <= 0) {
      return null;
    }
    try {
      JsonNode header = mapper.readTree(Base64.getUrlDecoder().decode(token.substring(0, dot)));
      return "RS256".equals(header.path("alg").asText()) ? header.path("kid").textValue() : null;
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  private static String tokenOf(String authorization) {
    if (authorization == null) {
      return null;
    }
    String value = authorization.strip();
    if (value.regionMatches(true, 0, "Bearer ", 0, 7)) {
      value = value.substring(7).strip();
    }
    return value.isEmpty() ? null : value;
  }

  private static Future<VerifiedToken> refused(ErrorCode code) {
    String challenge =
        code == ErrorCode.TOKEN_MISSING ? "Bearer" : "Bearer error=\"invalid_token\"";
    return Future.failedFuture(
        new ServiceException(code, code.title(), null, Map.of("WWW-Authenticate", challenge)));
  }
}
