package dev.castellan.objecttype;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Takes a body in the place of the POST that is not there yet, to see how the platform reads it.
 */
@Path("/objecttype")
@Consumes(MediaType.APPLICATION_JSON)
class ProbeResource {

  record ProbeRequest(String reference) {}

  @POST
  @Operation(hidden = true)
  public void post(ProbeRequest request) {}
}
