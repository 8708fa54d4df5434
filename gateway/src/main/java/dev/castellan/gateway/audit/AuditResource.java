package dev.castellan.gateway.audit;

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

/** The audit log; for administrators. */
@Path("audit")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "audit")
class AuditResource {

  private final AuditReader entries;

  AuditResource(AuditReader entries) {
    this.entries = entries;
  }

  @GET
  @Operation(
      summary = "Logins, refusals, grants and revocations, the latest first",
      description =
          "Ask with limit, or with a filter such as"
              + " kind==login-refused;at=gt=2026-11-22T00:00:00Z.")
  public RestResponse<Answer<List<AuditView>>> list(@BeanParam ListParameters asked) {
    return entries.list(asked).answer();
  }
}
