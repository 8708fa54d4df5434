package dev.castellan.gateway.identity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class RefreshTokenRepository implements PanacheRepositoryBase<RefreshToken, byte[]> {

  Optional<Long> ownerOf(byte[] hash) {
    return find("select userId from RefreshToken where tokenHash = ?1", hash)
        .project(Long.class)
        .firstResultOptional();
  }

  Optional<RefreshToken> lock(byte[] hash) {
    return Optional.ofNullable(findById(hash, LockModeType.PESSIMISTIC_WRITE));
  }

  Optional<UUID> familyOfAccessToken(String tokenId) {
    return find("select family from RefreshToken where accessTokenId = ?1", tokenId)
        .project(UUID.class)
        .firstResultOptional();
  }

  List<RefreshToken> ofFamily(UUID family) {
    return list("family", family);
  }

  void deleteFamily(UUID family) {
    delete("family", family);
  }

  void deleteOf(long userId) {
    delete("userId", userId);
  }

  long deleteExpired() {
    return delete("expiresAt < ?1", Instant.now());
  }
}
