package dev.castellan.web.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Whose tokens are trusted. */
@ConfigMapping(prefix = "castellan.security")
public interface SecurityConfig {

  /** {@code iss} of the gateway's tokens. */
  @WithDefault("castellan")
  String issuer();

  /** {@code aud} of the gateway's tokens. */
  @WithDefault("castellan")
  String audience();

  /** Where the gateway's signing keys are published; absent in the gateway, which has them. */
  Optional<URI> jwksUrl();

  /** Folder for the last seen signing keys, so that a restart does not depend on who signs. */
  Optional<Path> cacheDir();

  /** How many verified tokens are remembered. */
  @WithDefault("20000")
  int tokenCacheSize();

  /** An OpenID Connect provider whose tokens are trusted too. */
  External external();

  /** What must be known of a provider. */
  interface External {

    /** {@code iss} of its tokens, and the URL that its discovery document is found under. */
    Optional<String> issuer();

    /** {@code aud} that its tokens must carry. */
    @WithDefault("castellan")
    String audience();

    /** Where its keys are, when its discovery document shall not be asked. */
    Optional<URI> jwksUrl();

    /** Claim with the name that people know the user by. */
    @WithDefault("preferred_username")
    String loginClaim();

    /**
     * Claim with the name of the user's profile, or a list in which the first name of a known
     * profile counts; dots lead into objects, {@code realm_access.roles}.
     */
    @WithDefault("groups")
    String profileClaim();
  }
}
