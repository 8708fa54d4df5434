package dev.castellan.gateway.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** That a token, or every token of a user up to a moment, is void. */
@Entity
@Table(name = "revocations")
class Revocation {

  @Id
  @Column(name = "state_key")
  private String stateKey;

  @Column(name = "token_id")
  private String tokenId;

  @Column(name = "user_id")
  private Long userId;

  @Column(name = "issued_before")
  private Instant issuedBefore;

  @Column(name = "expires_at")
  private Instant expiresAt;

  /** For Hibernate. */
  Revocation() {}

  static Revocation ofToken(String tokenId, Instant expiresAt) {
    var revocation = new Revocation();
    revocation.stateKey = "token:" + tokenId;
    revocation.tokenId = tokenId;
    revocation.expiresAt = expiresAt;
    return revocation;
  }

  static Revocation ofUser(long userId, Instant issuedBefore, Instant expiresAt) {
    var revocation = new Revocation();
    revocation.stateKey = "user:" + userId;
    revocation.userId = userId;
    revocation.issuedBefore = issuedBefore;
    revocation.expiresAt = expiresAt;
    return revocation;
  }

  /** Key under which it is published. */
  String stateKey() {
    return stateKey;
  }

  /** Null when it is about a user. */
  String tokenId() {
    return tokenId;
  }

  long userId() {
    return userId;
  }

  Instant issuedBefore() {
    return issuedBefore;
  }

  Instant expiresAt() {
    return expiresAt;
  }
}
