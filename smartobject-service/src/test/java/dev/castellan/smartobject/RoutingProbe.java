package dev.castellan.smartobject;

import dev.castellan.web.gate.GateRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Tells tests what the gate took a request for, and what JAX-RS made of it. */
class RoutingProbe {

  static final String GATE = "X-Test-Gate";
  static final String ROUTER = "X-Test-Router";

  @ServerResponseFilter
  void tell(
      ResourceInfo matched,
      UriInfo uri,
      RoutingContext context,
      ContainerResponseContext response) {
    GateRequest gate = GateRequest.of(context);
    if (matched == null || matched.getResourceMethod() == null || gate.route() == null) {
      return;
    }
    Path method = matched.getResourceMethod().getAnnotation(Path.class);
    String template =
        matched.getResourceClass().getAnnotation(Path.class).value()
            + (method == null ? "" : method.value());
    String path = template;
    for (Map.Entry<String, List<String>> each : uri.getPathParameters().entrySet()) {
      path = path.replace("{" + each.getKey() + "}", each.getValue().get(0));
    }
    response.getHeaders().putSingle(GATE, gate.route().template() + " " + gate.path());
    response
        .getHeaders()
        .putSingle(
            ROUTER,
            template.replaceAll("\\{(\\w+)}", ":$1")
                + " "
                + URLEncoder.encode(path, StandardCharsets.UTF_8));
  }
}
