package dev.castellan.gateway.health;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Health of the whole suite on the public port; each process has its own on its management port.
 */
@Path("q/health")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "health")
class HealthResource {

  private final SuiteHealth suite;

  HealthResource(SuiteHealth suite) {
    this.suite = suite;
  }

  @GET
  @NonBlocking
  @Operation(summary = "Whether every process of the suite is ready; 503 when one is not")
  public Uni<Response> health() {
    return suite
        .view()
        .map(
            view ->
                Response.status(
                        view.up() ? Response.Status.OK : Response.Status.SERVICE_UNAVAILABLE)
                    .header("Cache-Control", "no-store")
                    .entity(view)
                    .build());
  }
}
