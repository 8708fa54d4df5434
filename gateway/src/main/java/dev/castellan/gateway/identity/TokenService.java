package dev.castellan.gateway.identity;

import dev.castellan.contracts.Caller;
import dev.castellan.gateway.audit.AuditKind;
import dev.castellan.gateway.audit.AuditService;
import dev.castellan.gateway.audit.AuditedRefusals;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.security.VerifiedToken;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Issues, refreshes and revokes tokens. Whoever changes a family of refresh tokens has locked their
 * user first, so that no new one can slip in while the family is being voided.
 */
@ApplicationScoped
class TokenService {

  private final UserRepository users;
  private final RefreshTokenRepository refreshTokens;
  private final RevocationRepository revocations;
  private final TokenMint mint;
  private final IdentityEvents events;
  private final IdentityConfig config;
  private final AuditService audit;
  private final AuditedRefusals refusals;

  TokenService(
      UserRepository users,
      RefreshTokenRepository refreshTokens,
      RevocationRepository revocations,
      TokenMint mint,
      IdentityEvents events,
      IdentityConfig config,
      AuditService audit,
      AuditedRefusals refusals) {
    this.audit = audit;
    this.refusals = refusals;
    this.users = users;
    this.refreshTokens = refreshTokens;
    this.revocations = revocations;
    this.mint = mint;
    this.events = events;
    this.config = config;
  }

  /**
   * Tokens for a user whose password has been checked.
   *
   * @param checkedHash the hash it was checked against; the user may have changed since
   */
  @Transactional
  IssuedTokens issue(long userId, String checkedHash) {
    User user =
        users
            .hold(userId)
            .filter(each -> each.enabled() && each.passwordHash().equals(checkedHash))
            .orElseThrow(() -> new ServiceException(ErrorCode.LOGIN_INVALID));
    audit.record(AuditKind.LOGIN, user.caller(), user.subject(), null);
    return issue(user, UUID.randomUUID());
  }

  /**
   * Trades a refresh token that came with the request. One that was traded before is in two hands,
   * so its whole family is void from then on, and that must be kept although the caller is refused.
   */
  @Transactional(dontRollbackOn = ServiceException.class)
  IssuedTokens refresh(String token, RoutingContext request) {
    byte[] hash = Opaque.hash(token);
    User user =
        refreshTokens
            .ownerOf(hash)
            .flatMap(users::lock)
            .orElseThrow(() -> refused(request, "(unknown)", "unknown"));
    if (!user.enabled()) {
      throw refused(request, user.subject(), "disabled");
    }
    RefreshToken known =
        refreshTokens.lock(hash).orElseThrow(() -> refused(request, user.subject(), "unknown"));
    if (known.used()) {
      revokeFamily(known.family());
      audit.record(AuditKind.REFRESH_REUSED, user.caller(), user.subject(), null);
      throw refused();
    }
    if (known.expired()) {
      throw refused(request, user.subject(), "expired");
    }
    known.use();
    return issue(user, known.family());
  }

  /**
   * Ends what began with one login: the access token at hand and all that came with it.
   *
   * @param why as the audit log calls it
   */
  @Transactional
  void logout(VerifiedToken access, AuditKind why) {
    Caller who = access.caller();
    audit.record(why, who, "user:" + who.userId(), "token " + access.tokenId());
    users.lock(access.caller().userId());
    revokeAccess(access.tokenId(), access.expiresAt());
    refreshTokens.familyOfAccessToken(access.tokenId()).ifPresent(this::revokeFamily);
  }

  /** Voids the family of a refresh token; an unknown one is void already. */
  @Transactional
  void revokeRefreshToken(String token) {
    byte[] hash = Opaque.hash(token);
    refreshTokens
        .ownerOf(hash)
        .flatMap(users::lock)
        .ifPresent(
            user -> {
              refreshTokens.lock(hash).ifPresent(known -> revokeFamily(known.family()));
              audit.record(AuditKind.TOKEN_REVOKED, user.caller(), user.subject(), "refresh token");
            });
  }

  /** Voids every token of a user whom the caller has locked. */
  @Transactional(Transactional.TxType.MANDATORY)
  void revokeAllOf(User user) {
    Instant before = user.revokeTokens();
    refreshTokens.deleteOf(user.id());
    revoke(Revocation.ofUser(user.id(), before, before.plus(config.accessTokenLife())));
  }

  private IssuedTokens issue(User user, UUID family) {
    AccessToken access = mint.accessToken(user);
    String refresh = mint.opaque();
    Instant now = Instant.now();
    refreshTokens.persist(
        new RefreshToken(
            Opaque.hash(refresh),
            family,
            user.id(),
            access,
            now,
            now.plus(config.refreshTokenLife())));
    return new IssuedTokens(
        access.text(), refresh, config.accessTokenLife().toSeconds(), user.profile().id());
  }

  private void revokeFamily(UUID family) {
    refreshTokens
        .ofFamily(family)
        .forEach(each -> revokeAccess(each.accessTokenId(), each.accessExpiresAt()));
    refreshTokens.deleteFamily(family);
  }

  /** Voids tokens that share an id, of which none lives longer than that. */
  @Transactional(Transactional.TxType.MANDATORY)
  void revokeShared(String tokenId, Duration life) {
    revoke(Revocation.ofToken(tokenId, Instant.now().plus(life)));
  }

  private void revokeAccess(String tokenId, Instant expiresAt) {
    if (expiresAt.isAfter(Instant.now())) {
      revoke(Revocation.ofToken(tokenId, expiresAt));
    }
  }

  private void revoke(Revocation revocation) {
    revocations.put(revocation);
    events.revoked(revocation);
  }

  private ServiceException refused(RoutingContext request, String subject, String why) {
    refusals.refused(request, AuditKind.REFRESH_REFUSED, subject, why);
    return refused();
  }

  private static ServiceException refused() {
    return new ServiceException(ErrorCode.TOKEN_INVALID, "The refresh token is not valid");
  }
}
