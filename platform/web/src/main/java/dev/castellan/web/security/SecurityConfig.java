package dev.castellan.web.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Whose tokens are trusted. */
@ConfigMapping(prefix = "castellan.security")
public interface SecurityConfig {

  /** {@code iss} that every token must carry. */
  @WithDefault("castellan")
  String issuer();

  /** {@code aud} that every token must carry. */
  @WithDefault("castellan")
  String audience();

  /** Where the signing keys are published; absent in the gateway, which has them. */
  Optional<URI> jwksUrl();

  /** Folder for the last seen signing keys, so that a restart does not depend on the gateway. */
  Optional<Path> cacheDir();

  /** How many verified tokens are remembered. */
  @WithDefault("20000")
  int tokenCacheSize();
}
