package dev.castellan.web.security;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The gateway and, where one is configured, an external provider. */
@ApplicationScoped
class TrustedIssuers {

  /** How long a key that was withdrawn may still be believed in. */
  private static final Duration LOOK_EVERY = Duration.ofMinutes(5);

  private final Vertx vertx;
  private final TrustedIssuer own;
  private final TrustedIssuer external;

  TrustedIssuers(
      SigningKeys ownKeys, IdentityDirectory identities, SecurityConfig config, Vertx vertx) {
    this.vertx = vertx;
    Optional<Path> folder = config.cacheDir();
    this.own =
        new TrustedIssuer(
            config.issuer(),
            config.audience(),
            ownKeys,
            new JwksClient(
                ownKeys,
                config.jwksUrl(),
                null,
                folder.map(dir -> dir.resolve("jwks.json")),
                vertx),
            new OwnClaims());
    this.external =
        config
            .external()
            .issuer()
            .map(name -> external(name, config.external(), identities, folder))
            .orElse(null);
  }

  private TrustedIssuer external(
      String name,
      SecurityConfig.External config,
      IdentityDirectory identities,
      Optional<Path> folder) {
    if (name.equals(own.name())) {
      throw new IllegalStateException(
          "castellan.security.external.issuer is the gateway's own issuer");
    }
    SigningKeys keys = new SigningKeys();
    return new TrustedIssuer(
        name,
        config.audience(),
        keys,
        new JwksClient(
            keys,
            config.jwksUrl(),
            config.jwksUrl().isPresent() ? null : name,
            folder.map(dir -> dir.resolve("jwks-external.json")),
            vertx),
        new ExternalClaims(config, identities));
  }

  void start(@Observes StartupEvent start) {
    each(own);
    if (external != null) {
      each(external);
    }
  }

  private void each(TrustedIssuer issuer) {
    issuer.jwks().loadCopy();
    vertx.setPeriodic(LOOK_EVERY.toMillis(), tick -> issuer.jwks().refresh());
  }

  /** Whether the name of the issuer must be looked at to know whose a token is. */
  boolean several() {
    return external != null;
  }

  /** Whether one of them publishes a key of that id. */
  boolean publish(String keyId) {
    return own.keys().byId(keyId) != null
        || external != null && external.keys().byId(keyId) != null;
  }

  TrustedIssuer own() {
    return own;
  }

  /** The issuer of that name, or null. */
  TrustedIssuer named(String name) {
    if (own.name().equals(name)) {
      return own;
    }
    return external != null && external.name().equals(name) ? external : null;
  }
}
