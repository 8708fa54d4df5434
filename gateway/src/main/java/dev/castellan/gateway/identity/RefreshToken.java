package dev.castellan.gateway.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** What a client trades for fresh tokens, once. */
@Entity
@Table(name = "refresh_tokens")
class RefreshToken {

  @Id
  @Column(name = "token_hash")
  private byte[] tokenHash;

  private UUID family;

  @Column(name = "user_id")
  private long userId;

  @Column(name = "access_token_id")
  private String accessTokenId;

  @Column(name = "access_expires_at")
  private Instant accessExpiresAt;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "expires_at")
  private Instant expiresAt;

  @Column(name = "used_at")
  private Instant usedAt;

  /** For Hibernate. */
  RefreshToken() {}

  RefreshToken(
      byte[] tokenHash, UUID family, long userId, AccessToken access, Instant now, Instant until) {
    this.tokenHash = tokenHash;
    this.family = family;
    this.userId = userId;
    this.accessTokenId = access.id();
    this.accessExpiresAt = access.expiresAt();
    this.createdAt = now;
    this.expiresAt = until;
  }

  void use() {
    usedAt = Instant.now();
  }

  boolean used() {
    return usedAt != null;
  }

  boolean expired() {
    return !expiresAt.isAfter(Instant.now());
  }

  UUID family() {
    return family;
  }

  long userId() {
    return userId;
  }

  String accessTokenId() {
    return accessTokenId;
  }

  Instant accessExpiresAt() {
    return accessExpiresAt;
  }
}
