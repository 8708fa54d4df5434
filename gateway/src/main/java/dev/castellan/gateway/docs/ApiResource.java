package dev.castellan.gateway.docs;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The description of the whole API, for programs. */
@Path("openapi")
@Tag(name = "docs")
class ApiResource {

  private final ApiDocument document;

  ApiResource(ApiDocument document) {
    this.document = document;
  }

  @GET
  @Produces("application/json")
  @NonBlocking
  @Operation(summary = "The API of the whole suite as OpenAPI 3.1, as JSON or YAML")
  public Response json() {
    return cached(document.json());
  }

  @GET
  @Produces("application/yaml")
  @NonBlocking
  @Operation(hidden = true)
  public Response yaml() {
    return cached(document.yaml());
  }

  private static Response cached(byte[] body) {
    return Response.ok(body)
        .header("Cache-Control", "public, max-age=60")
        .header("Vary", "Accept")
        .build();
  }
}
