package dev.castellan.smartobject.module;

import dev.castellan.web.envelope.Answer;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.list.ListParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/modules")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Modules")
class ModuleResource {

  private final ModuleCatalogue catalogue;
  private final ModuleList list;

  ModuleResource(ModuleCatalogue catalogue, ModuleList list) {
    this.catalogue = catalogue;
    this.list = list;
  }

  @GET
  @Operation(summary = "List the installed modules with their settings and actions")
  public RestResponse<Answer<List<ModuleView>>> list(@BeanParam ListParameters asked) {
    return list.read(asked).answer();
  }

  @GET
  @Path("/{idModule}")
  @Operation(summary = "Read one module")
  public Answer<ModuleView> get(@PathParam("idModule") String id) {
    return Answer.ok(
        catalogue
            .find(id)
            .map(ModuleView::of)
            .orElseThrow(() -> new ServiceException(ErrorCode.MODULE_NOT_FOUND)));
  }
}
