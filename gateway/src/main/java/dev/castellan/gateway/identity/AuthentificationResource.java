package dev.castellan.gateway.identity;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The login that came before OAuth 2; kept for clients that know no other. */
@Path("authentification")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "auth")
class AuthentificationResource {

  private final LoginService logins;

  AuthentificationResource(LoginService logins) {
    this.logins = logins;
  }

  @POST
  @Operation(summary = "Log in; the token comes beside the code")
  public Response authentification(LoginRequest request, @Context RoutingContext http) {
    return Response.ok(AuthentificationView.of(logins.login(request, http)))
        .header("Cache-Control", "no-store")
        .build();
  }
}
