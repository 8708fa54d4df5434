package dev.castellan.gateway.identity;

import dev.castellan.gateway.audit.AuditKind;
import dev.castellan.gateway.audit.AuditService;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.json.ObjectRef;
import dev.castellan.web.security.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Keeps the API keys and swaps them for tokens. */
@ApplicationScoped
class ApiKeyService {

  /** By which people and scanners for leaked secrets know what it is. */
  static final String PREFIX = "cst_";

  private final ApiKeyRepository keys;
  private final UserRepository users;
  private final TokenMint mint;
  private final TokenService tokens;
  private final CurrentCaller caller;
  private final AuditService audit;
  private final Duration tokenLife;

  ApiKeyService(
      ApiKeyRepository keys,
      UserRepository users,
      TokenMint mint,
      TokenService tokens,
      CurrentCaller caller,
      AuditService audit,
      IdentityConfig config) {
    this.keys = keys;
    this.users = users;
    this.mint = mint;
    this.tokens = tokens;
    this.caller = caller;
    this.audit = audit;
    this.tokenLife = config.apiKeys().tokenLife();
  }

  /** Makes a key; its view is the only one that ever shows it. */
  @Transactional
  ApiKeyView create(ApiKeyRequest request) {
    ObjectRef whose =
        request.user() != null ? request.user() : new ObjectRef(caller.get().userId(), null, null);
    User user =
        users
            .find(whose)
            .flatMap(found -> users.hold(found.id()))
            .orElseThrow(() -> new ServiceException(ErrorCode.USER_UNKNOWN));
    String secret = PREFIX + mint.opaque();
    ApiKey key = new ApiKey(request.name(), secret, user, request.expiresAt());
    keys.persistAndFlush(key);
    audit.record(AuditKind.API_KEY_CREATED, key.subject(), key.name() + " for " + user.login());
    return ApiKeyView.of(key).with(secret);
  }

  @Transactional
  ApiKeyView one(long id) {
    return keys.findByIdOptional(id).map(ApiKeyView::of).orElseThrow(ApiKeyService::none);
  }

  /** Voids a key and every token that it was swapped for. */
  @Transactional
  void delete(long id) {
    ApiKey key = keys.findByIdOptional(id).orElseThrow(ApiKeyService::none);
    tokens.revokeShared(key.tokenId(), tokenLife);
    audit.record(AuditKind.API_KEY_DELETED, key.subject(), key.name());
    keys.delete(key);
  }

  /**
   * A token of the user the key belongs to, as he is now.
   *
   * @param address of the client
   * @throws ServiceException 401 when the key is none (any more) or its user may not log in
   */
  @Transactional
  AccessToken swap(byte[] hash, String address) {
    ApiKey key =
        keys.byHash(hash)
            .filter(found -> !found.expired() && found.user().enabled())
            .orElseThrow(ApiKeyService::invalid);
    key.used();
    audit.recordFrom(address, AuditKind.API_KEY_USED, key.user().caller(), key.subject());
    Instant now = Instant.now();
    Duration life = tokenLife;
    if (key.expiresAt() != null && key.expiresAt().isBefore(now.plus(life))) {
      life = Duration.between(now, key.expiresAt());
    }
    return mint.accessToken(key.user(), key.tokenId(), life);
  }

  static ServiceException invalid() {
    return new ServiceException(
        ErrorCode.API_KEY_INVALID,
        ErrorCode.API_KEY_INVALID.title(),
        null,
        Map.of("WWW-Authenticate", "Bearer"));
  }

  private static ServiceException none() {
    return new ServiceException(ErrorCode.API_KEY_NOT_FOUND);
  }
}
