package dev.castellan.objecttype;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/objecttype")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Object types")
class ObjectTypeResource {

  private final ObjectTypeService service;

  ObjectTypeResource(ObjectTypeService service) {
    this.service = service;
  }

  @GET
  @Operation(summary = "List all object types")
  public List<ObjectTypeSummary> list() {
    return service.all();
  }
}
