package dev.castellan.gateway.identity;

import dev.castellan.web.security.SecurityConfig;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/** Makes tokens: signed ones that say who somebody is, and opaque ones that say nothing. */
@ApplicationScoped
class TokenMint {

  private static final int REFRESH_BYTES = 32;

  private final KeyRing keys;
  private final SecurityConfig security;
  private final IdentityConfig config;
  private final SecureRandom random = new SecureRandom();

  TokenMint(KeyRing keys, SecurityConfig security, IdentityConfig config) {
    this.keys = keys;
    this.security = security;
    this.config = config;
  }

  /** A token for a user as he is now. */
  AccessToken accessToken(User user) {
    return accessToken(user, UUID.randomUUID().toString(), config.accessTokenLife());
  }

  /**
   * @param id {@code jti}; tokens may share one in order to be revoked together
   */
  AccessToken accessToken(User user, String id, Duration life) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    // Dated after the last revocation, which may be up to a second ahead.
    Instant issuedAt = now.isBefore(user.tokensValidFrom()) ? user.tokensValidFrom() : now;
    Instant expiresAt = issuedAt.plus(life);
    JwtClaimsBuilder claims =
        Jwt.issuer(security.issuer())
            .audience(security.audience())
            .subject(Long.toString(user.id()))
            .upn(user.login())
            .groups(user.profile().name())
            .claim("profile", user.profile().id())
            .claim("jti", id)
            .issuedAt(issuedAt)
            .expiresAt(expiresAt);
    return new AccessToken(id, keys.sign(claims), expiresAt);
  }

  /** 256 random bits, as text of 43 characters. */
  String opaque() {
    byte[] bytes = new byte[REFRESH_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
