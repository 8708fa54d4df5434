package dev.castellan.gateway.identity;

import dev.castellan.web.etag.Versioned;
import java.time.Instant;

/** A user as the API shows him. */
record UserView(
    long id,
    String login,
    ProfileName profile,
    boolean enabled,
    boolean builtIn,
    Instant createdAt,
    Instant updatedAt,
    long version)
    implements Versioned {

  static UserView of(User user) {
    return new UserView(
        user.id(),
        user.login(),
        ProfileName.of(user.profile()),
        user.enabled(),
        user.builtIn(),
        user.createdAt(),
        user.updatedAt(),
        user.version());
  }
}
