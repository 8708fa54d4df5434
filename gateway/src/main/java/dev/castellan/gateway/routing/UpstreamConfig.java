package dev.castellan.gateway.routing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the services are, by the name that the route table gives them: one address, or one for each
 * process where nobody else spreads the load.
 */
@ConfigMapping(prefix = "castellan.upstream")
interface UpstreamConfig {

  @WithParentName
  Map<String, Optional<List<URI>>> services();
}
