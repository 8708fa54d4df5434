package dev.castellan.testing;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.identity.ProfileState;
import dev.castellan.contracts.routes.OpenTo;
import dev.castellan.contracts.routes.Route;
import dev.castellan.contracts.routes.RouteTable;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stands in for the gateway's identities: publishes the signing key of {@link TestTokens}, and the
 * built-in profiles with the grants of a new installation, so that the gate of the service under
 * test opens.
 */
public final class IdentityResource implements QuarkusTestResourceLifecycleManager {

  @Override
  public Map<String, String> start() {
    TestTopics.make(Topics.IDENTITY_STATE);
    publish(new ProfileState(Caller.ADMIN_PROFILE, "admin", List.of(), 1));
    publish(new ProfileState(TestTokens.GUEST_PROFILE, "guest", grants(OpenTo.GUEST), 1));
    publish(
        new ProfileState(
            TestTokens.OCCUPANT_PROFILE, "occupant", grants(OpenTo.GUEST, OpenTo.OCCUPANT), 1));
    return Map.of("castellan.security.jwks-url", TestTokens.jwksUrl());
  }

  private static void publish(ProfileState profile) {
    EventProbe.send("profile:" + profile.id(), profile);
  }

  private static List<String> grants(OpenTo... audiences) {
    Set<OpenTo> open = Set.of(audiences);
    return RouteTable.load().routes().stream()
        .filter(route -> open.contains(route.openTo()))
        .map(Route::key)
        .toList();
  }

  /** Keys and profiles stay for the next application of this JVM. */
  @Override
  public void stop() {
    // Nothing of its own to end.
  }
}
