package dev.castellan.gateway.identity;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Forgets what has run out. */
@ApplicationScoped
class HousekeepingService {

  private final RefreshTokenRepository refreshTokens;
  private final RevocationRepository revocations;
  private final IdentityEvents events;

  HousekeepingService(
      RefreshTokenRepository refreshTokens,
      RevocationRepository revocations,
      IdentityEvents events) {
    this.refreshTokens = refreshTokens;
    this.revocations = revocations;
    this.events = events;
  }

  @Scheduled(every = "${castellan.identity.housekeeping-every:10m}", delayed = "1m")
  @Transactional
  void forgetExpired() {
    refreshTokens.deleteExpired();
    revocations.takeExpired().forEach(events::runOut);
  }
}
