package dev.castellan.smartobject.declared;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where users keep drivers of their own. */
@ConfigMapping(prefix = "castellan.modules")
interface ModulesConfig {

  /** Folder of module files; each {@code *.yaml} in it is a driver. */
  Optional<Path> dir();
}
