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

  static final String CURRENT = "current";

  @Id private String kid;

  private String state;

  @Column(name = "public_key")
  private String publicKey;

  @Column(name = "private_key")
  private String privateKey;

  @Column(name = "created_at")
  private Instant createdAt;

  /** For Hibernate. */
  SigningKey() {}

  /**
   * @param publicKey base64 of the X.509 form
   * @param privateKey base64 of the PKCS #8 form, sealed
   */
  SigningKey(String kid, String publicKey, String privateKey) {
    this.kid = kid;
    this.state = CURRENT;
    this.publicKey = publicKey;
    this.privateKey = privateKey;
    this.createdAt = Instant.now();
  }

  String kid() {
    return kid;
  }

  boolean current() {
    return state.equals(CURRENT);
  }

  String publicKey() {
    return publicKey;
  }

  String privateKey() {
    return privateKey;
  }
}
