package dev.castellan.gateway.identity;

import dev.castellan.web.etag.Versioned;
import java.time.Instant;
import java.util.List;

/**
 * A profile as the API shows it.
 *
 * @param routes keys of the routes granted; admin has every route and lists none
 */
record ProfileView(
    long id, String name, boolean builtIn, List<String> routes, Instant createdAt, long version)
    implements Versioned {

  static ProfileView of(Profile profile) {
    return new ProfileView(
        profile.id(),
        profile.name(),
        profile.builtIn(),
        profile.routes().stream().sorted().toList(),
        profile.createdAt(),
        profile.version());
  }
}
