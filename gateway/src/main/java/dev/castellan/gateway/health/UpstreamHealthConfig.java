package dev.castellan.gateway.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Readiness URLs of the services; where one is absent, any answer on its address will do. */
@ConfigMapping(prefix = "castellan.upstream-health")
interface UpstreamHealthConfig {

  @WithParentName
  Map<String, Optional<URI>> services();
}
