package dev.castellan.gateway.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** What a program proves itself by, on behalf of a user. */
@Entity
@Table(name = "api_keys")
class ApiKey {

  /** Letters of a key that are shown, so that people know which one it is. */
  private static final int SHOWN = 10;

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "identity_ids")
  @SequenceGenerator(name = "identity_ids", sequenceName = "identity_ids", allocationSize = 1)
  private Long id;

  private String name;

  private String prefix;

  @Column(name = "key_hash")
  private byte[] keyHash;

  @ManyToOne(fetch = FetchType.EAGER, optional = false)
  @JoinColumn(name = "user_id")
  private User user;

  @Column(name = "token_id")
  private UUID tokenId;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "expires_at")
  private Instant expiresAt;

  @Column(name = "last_used_at")
  private Instant lastUsedAt;

  /** For Hibernate. */
  ApiKey() {}

  /**
   * @param key which is not kept
   * @param expiresAt null for never
   */
  ApiKey(String name, String key, User user, Instant expiresAt) {
    this.name = name;
    this.prefix = key.substring(0, SHOWN);
    this.keyHash = Opaque.hash(key);
    this.user = user;
    this.tokenId = UUID.randomUUID();
    this.createdAt = Instant.now();
    this.expiresAt = expiresAt;
  }

  void used() {
    lastUsedAt = Instant.now();
  }

  boolean expired() {
    return expiresAt != null && !expiresAt.isAfter(Instant.now());
  }

  long id() {
    return id;
  }

  String name() {
    return name;
  }

  String prefix() {
    return prefix;
  }

  User user() {
    return user;
  }

  /** {@code jti} of every token that the key is swapped for. */
  String tokenId() {
    return tokenId.toString();
  }

  Instant createdAt() {
    return createdAt;
  }

  /** Null for never. */
  Instant expiresAt() {
    return expiresAt;
  }

  /** To some minutes; null for never. */
  Instant lastUsedAt() {
    return lastUsedAt;
  }

  /** As the audit log names it. */
  String subject() {
    return "apikey:" + id;
  }
}
