package dev.castellan.web.secret;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Keys that secrets are encrypted with. */
@ConfigMapping(prefix = "castellan.secrets")
interface SecretsConfig {

  /**
   * {@code <key id>:<base64 of 32 bytes>}, the current key first; older ones are kept for what they
   * encrypted. Without any, everything that needs a secret fails.
   */
  Optional<List<String>> keys();
}
