package dev.castellan.gateway.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A key pair that signs tokens; the private half is sealed. */
@Entity
@Table(name = "signing_keys")
class SigningKey {

  /** Published, so that every verifier knows it before it signs. */
  static final String NEXT = "next";

  static final String CURRENT = "current";

  /** Signs no more, but what it has signed is good until it expires. */
  static final String RETIRED = "retired";

  @Id private String kid;

  private String state;

  @Column(name = "public_key")
  private String publicKey;

  @Column(name = "private_key")
  private String privateKey;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "changed_at")
  private Instant changedAt;

  /** For Hibernate. */
  SigningKey() {}

  /**
   * @param publicKey base64 of the X.509 form
   * @param privateKey base64 of the PKCS #8 form, sealed
   */
  SigningKey(String kid, String publicKey, String privateKey) {
    this.kid = kid;
    this.state = NEXT;
    this.publicKey = publicKey;
    this.privateKey = privateKey;
    this.createdAt = Instant.now();
    this.changedAt = createdAt;
  }

  void become(String to) {
    state = to;
    changedAt = Instant.now();
  }

  String state() {
    return state;
  }

  Instant createdAt() {
    return createdAt;
  }

  /** Since when it is what it is. */
  Instant changedAt() {
    return changedAt;
  }

  String kid() {
    return kid;
  }

  boolean current() {
    return is(CURRENT);
  }

  boolean is(String other) {
    return state.equals(other);
  }

  String publicKey() {
    return publicKey;
  }

  String privateKey() {
    return privateKey;
  }
}
