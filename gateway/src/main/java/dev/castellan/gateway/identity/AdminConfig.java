package dev.castellan.gateway.identity;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where the first password of the administrator comes from; looked at while there is none. */
@ConfigMapping(prefix = "castellan.admin")
interface AdminConfig {

  /** The password itself. */
  Optional<String> password();

  /** File to read it from; a generated one is written there when the file is absent. */
  Optional<Path> passwordFile();
}
