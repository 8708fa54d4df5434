package dev.castellan.web.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
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
 * revocation. A token that passed is remembered, keyed by the whole header it came in; what can
 * change while it lives is checked at every use.
 */
@ApplicationScoped
public class TokenVerifier {

  private static final int MAX_LENGTH = 8_192;

  private final TrustedIssuers issuers;
  private final IdentityDirectory identities;
  private final ObjectMapper mapper;
  private final DefaultJWTCallerPrincipalFactory parser = new DefaultJWTCallerPrincipalFactory();
  private final Cache<String, Known> verified;

  /** A token that passed, and who vouches for it. */
  private record Known(VerifiedToken token, long expiresAtMillis, TrustedIssuer issuer) {

    boolean keyStands() {
      return issuer.keys().byId(token.keyId()) != null;
    }
  }

  TokenVerifier(
      TrustedIssuers issuers,
      IdentityDirectory identities,
      SecurityConfig config,
      ObjectMapper mapper) {
    this.issuers = issuers;
    this.identities = identities;
    this.mapper = mapper;
    this.verified = Caffeine.newBuilder().maximumSize(config.tokenCacheSize()).build();
  }

  /**
   * @param authorization the header: the token as it is, or after {@code Bearer}; null when absent
   * @return fails with a {@link ServiceException} of status 401
   */
  public Future<VerifiedToken> verify(String authorization) {
    Known known = authorization == null ? null : verified.getIfPresent(authorization);
    if (known != null && known.keyStands()) {
      return usable(authorization, known);
    }
    String token = tokenOf(authorization);
    if (token == null) {
      return refused(ErrorCode.TOKEN_MISSING);
    }
    if (authorization.length() > MAX_LENGTH) {
      return refused(ErrorCode.TOKEN_INVALID);
    }
    String keyId = keyIdOf(token);
    TrustedIssuer issuer = keyId == null ? null : issuerOf(token);
    if (issuer == null) {
      return refused(ErrorCode.TOKEN_INVALID);
    }
    return issuer.keys().byId(keyId) != null
        ? parse(authorization, token, keyId, issuer)
        : issuer.jwks().refresh().compose(fetched -> parse(authorization, token, keyId, issuer));
  }

  private Future<VerifiedToken> parse(
      String authorization, String token, String keyId, TrustedIssuer issuer) {
    PublicKey key = issuer.keys().byId(keyId);
    if (key == null) {
      return refused(ErrorCode.TOKEN_INVALID);
    }
    try {
      parser.parse(token, expectations(key, issuer));
      VerifiedToken fresh = issuer.claims().read(token, keyId, part(token, 1));
      Known known = new Known(fresh, fresh.expiresAt().toEpochMilli(), issuer);
      if (fresh.caller().profileId() != ExternalClaims.NO_PROFILE) {
        // Whose profile is not known (yet) is looked at again the next time.
        verified.put(authorization, known);
      }
      return usable(authorization, known);
    } catch (ParseException | RuntimeException e) {
      boolean expired = e.getCause() instanceof InvalidJwtException invalid && invalid.hasExpired();
      return refused(expired ? ErrorCode.TOKEN_EXPIRED : ErrorCode.TOKEN_INVALID);
    }
  }

  private static JWTAuthContextInfo expectations(PublicKey key, TrustedIssuer issuer) {
    JWTAuthContextInfo info = new JWTAuthContextInfo(key, issuer.name());
    info.setSignatureAlgorithm(Set.of(SignatureAlgorithm.RS256));
    info.setExpectedAudience(Set.of(issuer.audience()));
    info.setRequiredClaims(issuer.claims().required());
    info.setClockSkew(0);
    return info;
  }

  private Future<VerifiedToken> usable(String authorization, Known found) {
    if (found.expiresAtMillis() <= System.currentTimeMillis()) {
      verified.invalidate(authorization);
      return refused(ErrorCode.TOKEN_EXPIRED);
    }
    return identities.isRevoked(found.token())
        ? refused(ErrorCode.TOKEN_REVOKED)
        : Future.succeededFuture(found.token());
  }

  /** Whether a token that was verified once would be let in again. */
  public boolean stillGood(VerifiedToken token) {
    return token.expiresAt().isAfter(Instant.now())
        && issuers.publish(token.keyId())
        && !identities.isRevoked(token);
  }

  private String keyIdOf(String token) {
    JsonNode header = part(token, 0);
    return "RS256".equals(header.path("alg").asText()) ? header.path("kid").textValue() : null;
  }

  /** Who the token says it is from, which decides by whose keys that is found out. */
  private TrustedIssuer issuerOf(String token) {
    return issuers.several() ? issuers.named(part(token, 1).path("iss").asText()) : issuers.own();
  }

  /** Header or payload of a token; missing when it has none that can be read. */
  private JsonNode part(String token, int number) {
    String[] parts = token.split("\\.", 3);
    if (number >= parts.length) {
      return MissingNode.getInstance();
    }
    try {
      return mapper.readTree(Base64.getUrlDecoder().decode(parts[number]));
    } catch (IOException | IllegalArgumentException e) {
      return MissingNode.getInstance();
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
