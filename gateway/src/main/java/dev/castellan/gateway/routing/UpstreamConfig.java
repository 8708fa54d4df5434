package dev.castellan.gateway.routing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Where the services are, by the name that the route table gives them. */
@ConfigMapping(prefix = "castellan.upstream")
interface UpstreamConfig {

  @WithParentName
  Map<String, Optional<URI>> services();
}
