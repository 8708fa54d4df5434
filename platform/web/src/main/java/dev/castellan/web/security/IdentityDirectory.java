package dev.castellan.web.security;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventTypes;
import dev.castellan.contracts.StateFollower;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.identity.ProfileState;
import dev.castellan.contracts.identity.TokenRevoked;
import dev.castellan.contracts.identity.UserTokensRevoked;
import dev.castellan.contracts.routes.OpenTo;
import dev.castellan.contracts.routes.Route;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Profiles with their grants, and revocations, kept in memory from the identity topic. */
@ApplicationScoped
public class IdentityDirectory implements StateFollower {

  private final Map<Long, Profile> profiles = new ConcurrentHashMap<>();
  private final Map<String, TokenRevoked> revokedTokens = new ConcurrentHashMap<>();
  private final Map<Long, UserTokensRevoked> revokedUsers = new ConcurrentHashMap<>();

  private volatile boolean caughtUp;

  private record Profile(String name, Set<String> routes, long version) {}

  @Override
  public String topic() {
    return Topics.IDENTITY_STATE;
  }

  @Override
  public Map<String, Class<?>> types() {
    return Stream.<Class<?>>of(ProfileState.class, TokenRevoked.class, UserTokensRevoked.class)
        .collect(Collectors.toUnmodifiableMap(EventTypes::typeOf, type -> type));
  }

  @Override
  public void apply(String key, Object state) {
    switch (state) {
      case ProfileState profile -> apply(profile);
      case TokenRevoked token -> {
        forgetExpired();
        revokedTokens.put(token.tokenId(), token);
      }
      case UserTokensRevoked user ->
          revokedUsers.merge(user.userId(), user, IdentityDirectory::later);
      case null -> forget(key);
      default -> throw new IllegalArgumentException("unexpected state: " + state.getClass());
    }
  }

  @Override
  public void caughtUp() {
    caughtUp = true;
  }

  /** Whether all is known that was said before this process started; until then nobody gets in. */
  public boolean loaded() {
    return caughtUp && !profiles.isEmpty();
  }

  /** Whether a profile may call a route. */
  public boolean mayCall(long profileId, Route route) {
    if (profileId == Caller.ADMIN_PROFILE || route.openTo() == OpenTo.SIGNED_IN) {
      return true;
    }
    Profile profile = profiles.get(profileId);
    return profile != null && route.openTo().grantable() && profile.routes().contains(route.key());
  }

  /** Name of a profile, empty when there is none with that id. */
  public Optional<String> profileName(long profileId) {
    return Optional.ofNullable(profiles.get(profileId)).map(Profile::name);
  }

  /** Ids of all profiles, as they are at this moment. */
  public Set<Long> profileIds() {
    return Set.copyOf(profiles.keySet());
  }

  /** Id of a profile by its unique name. */
  public Optional<Long> profileId(String name) {
    return profiles.entrySet().stream()
        .filter(each -> each.getValue().name().equals(name))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  boolean isRevoked(VerifiedToken token) {
    UserTokensRevoked user = revokedUsers.get(token.caller().userId());
    return user != null && token.issuedAt().isBefore(user.issuedBefore())
        || revokedTokens.containsKey(token.tokenId());
  }

  /** A replica that starts may repeat what was true a moment before. */
  private static UserTokensRevoked later(UserTokensRevoked known, UserTokensRevoked fresh) {
    return fresh.issuedBefore().isBefore(known.issuedBefore()) ? known : fresh;
  }

  private void apply(ProfileState profile) {
    profiles.compute(
        profile.id(),
        (id, known) ->
            known != null && known.version() > profile.version()
                ? known
                : new Profile(profile.name(), Set.copyOf(profile.routes()), profile.version()));
  }

  private void forget(String key) {
    int colon = key.indexOf(':');
    String id = key.substring(colon + 1);
    switch (key.substring(0, Math.max(colon, 0))) {
      case "profile" -> profiles.remove(Long.parseLong(id));
      case "user" -> revokedUsers.remove(Long.parseLong(id));
      case "token" -> revokedTokens.remove(id);
      default -> {
        // Another kind of key, from a newer gateway.
      }
    }
  }

  /** What is revoked is remembered only as long as the token could be used. */
  private void forgetExpired() {
    Instant now = Instant.now();
    revokedTokens.values().removeIf(each -> each.expiresAt().isBefore(now));
    revokedUsers.values().removeIf(each -> each.expiresAt().isBefore(now));
  }
}
