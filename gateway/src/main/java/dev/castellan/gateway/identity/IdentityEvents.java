package dev.castellan.gateway.identity;

import dev.castellan.contracts.identity.ProfileState;
import dev.castellan.contracts.identity.TokenRevoked;
import dev.castellan.contracts.identity.UserTokensRevoked;
import dev.castellan.messaging.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Tells every service who may do what. */
@ApplicationScoped
class IdentityEvents {

  private final Outbox outbox;

  IdentityEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  void profile(Profile profile) {
    outbox.append(
        profileKey(profile.id()),
        new ProfileState(
            profile.id(), profile.name(), List.copyOf(profile.routes()), profile.version()));
  }

  void profileGone(long id) {
    outbox.appendTombstone(profileKey(id), ProfileState.class);
  }

  void revoked(Revocation revocation) {
    outbox.append(
        revocation.stateKey(),
        revocation.tokenId() != null
            ? new TokenRevoked(revocation.tokenId(), revocation.expiresAt())
            : new UserTokensRevoked(
                revocation.userId(), revocation.issuedBefore(), revocation.expiresAt()));
  }

  /** What was void has expired by now, so nobody needs to know any more. */
  void runOut(Revocation revocation) {
    outbox.appendTombstone(
        revocation.stateKey(),
        revocation.tokenId() != null ? TokenRevoked.class : UserTokensRevoked.class);
  }

  private static String profileKey(long id) {
    return "profile:" + id;
  }
}
