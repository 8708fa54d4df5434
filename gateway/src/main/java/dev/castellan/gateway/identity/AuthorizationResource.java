package dev.castellan.gateway.identity;

import dev.castellan.web.envelope.Answer;
import dev.castellan.web.list.ListParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Everything that can be called; for administrators. */
@Path("authorizations")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "profiles")
class AuthorizationResource {

  private final AuthorizationReader authorizations;

  AuthorizationResource(AuthorizationReader authorizations) {
    this.authorizations = authorizations;
  }

  @GET
  @Operation(summary = "Every route of the suite; secure says whether a token is needed")
  public RestResponse<Answer<List<AuthorizationView>>> list(@BeanParam ListParameters asked) {
    return authorizations.all(asked).answer();
  }
}
