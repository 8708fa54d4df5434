package dev.castellan.gateway.identity;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

/**
 * Brings the database to what an installation must have (keys, grants, an administrator) and says
 * again what every service must know, so that a wiped topic heals.
 */
@ApplicationScoped
class SetupService {

  /** Held by the one replica that sets up; the others wait and then find everything there. */
  private static final long SETUP_LOCK = 0x0CA57E11A1D0L;

  private final EntityManager database;
  private final KeyService keys;
  private final Authorizations authorizations;
  private final ProfileService profiles;
  private final ProfileRepository profileRows;
  private final UserRepository users;
  private final RevocationRepository revocations;
  private final PasswordHasher passwords;
  private final AdminPassword adminPassword;
  private final IdentityEvents events;

  SetupService(
      EntityManager database,
      KeyService keys,
      Authorizations authorizations,
      ProfileService profiles,
      ProfileRepository profileRows,
      UserRepository users,
      RevocationRepository revocations,
      PasswordHasher passwords,
      AdminPassword adminPassword,
      IdentityEvents events) {
    this.database = database;
    this.keys = keys;
    this.authorizations = authorizations;
    this.profiles = profiles;
    this.profileRows = profileRows;
    this.users = users;
    this.revocations = revocations;
    this.passwords = passwords;
    this.adminPassword = adminPassword;
    this.events = events;
  }

  /** After the relay has started, so that what is said here goes out at once. */
  @Transactional
  void setUp(@Observes @Priority(200) StartupEvent start) {
    database
        .createNativeQuery("select count(*) from pg_advisory_xact_lock(:lock)")
        .setParameter("lock", SETUP_LOCK)
        .getSingleResult();
    keys.setUp();
    authorizations.number();
    profiles.offerNewRoutes();
    if (!users.administratorExists()) {
      users.persist(
          User.administrator(
              passwords.hash(adminPassword.obtain()), profileRows.findById(Profile.ADMIN)));
    }
    // Held, so that nobody says something newer before this is said.
    database.flush();
    database.clear();
    profileRows.held().forEach(events::profile);
    revocations.held().forEach(events::revoked);
  }
}
