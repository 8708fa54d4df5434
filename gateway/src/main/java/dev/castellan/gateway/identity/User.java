package dev.castellan.gateway.identity;

import dev.castellan.contracts.Caller;
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
import java.time.temporal.ChronoUnit;

/** Somebody who may log in. */
@Entity
@Table(name = "users")
class User {

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "identity_ids")
  @SequenceGenerator(name = "identity_ids", sequenceName = "identity_ids", allocationSize = 1)
  private Long id;

  private String login;

  @Column(name = "password_hash")
  private String passwordHash;

  @ManyToOne(fetch = FetchType.EAGER, optional = false)
  @JoinColumn(name = "profile_id")
  private Profile profile;

  @Column(name = "built_in")
  private boolean builtIn;

  private boolean enabled;

  @Column(name = "tokens_valid_from")
  private Instant tokensValidFrom;

  private long version;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "updated_at")
  private Instant updatedAt;

  /** For Hibernate. */
  User() {}

  User(String login, String passwordHash, Profile profile) {
    this.login = login;
    this.passwordHash = passwordHash;
    this.profile = profile;
    this.enabled = true;
    this.version = 1;
    this.createdAt = Instant.now();
    this.updatedAt = createdAt;
    this.tokensValidFrom = createdAt.truncatedTo(ChronoUnit.SECONDS);
  }

  /** The administrator that every installation has. */
  static User administrator(String passwordHash, Profile admin) {
    User user = new User("admin", passwordHash, admin);
    user.builtIn = true;
    return user;
  }

  void changeLogin(String to) {
    login = to;
    changed();
  }

  void changePassword(String hash) {
    passwordHash = hash;
    changed();
  }

  void changeProfile(Profile to) {
    profile = to;
    changed();
  }

  void enable(boolean on) {
    enabled = on;
    changed();
  }

  /**
   * Voids every token issued so far. Tokens tell their age in whole seconds, so what is issued from
   * now on is dated the next second.
   *
   * @return tokens dated before this are void
   */
  Instant revokeTokens() {
    Instant next = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    // When it is ahead of the clock already, a token may have been dated with that very second.
    tokensValidFrom = next.isAfter(tokensValidFrom) ? next : tokensValidFrom.plusSeconds(1);
    return tokensValidFrom;
  }

  private void changed() {
    version++;
    updatedAt = Instant.now();
  }

  /** As the audit log names him. */
  String subject() {
    return "user:" + id;
  }

  Caller caller() {
    return new Caller(id, login, profile.id(), profile.name());
  }

  long id() {
    return id;
  }

  String login() {
    return login;
  }

  String passwordHash() {
    return passwordHash;
  }

  Profile profile() {
    return profile;
  }

  boolean builtIn() {
    return builtIn;
  }

  boolean enabled() {
    return enabled;
  }

  Instant tokensValidFrom() {
    return tokensValidFrom;
  }

  long version() {
    return version;
  }

  Instant createdAt() {
    return createdAt;
  }

  Instant updatedAt() {
    return updatedAt;
  }
}
