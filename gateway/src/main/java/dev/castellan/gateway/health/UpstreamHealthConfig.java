package dev.castellan.gateway.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Readiness URLs of the services, one for each process; where there is none, any answer on its
 * address will do.
 */
@ConfigMapping(prefix = "castellan.upstream-health")
interface UpstreamHealthConfig {

  @WithParentName
  Map<String, Optional<List<URI>>> services();
}
