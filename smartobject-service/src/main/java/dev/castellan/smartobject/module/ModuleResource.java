package dev.castellan.smartobject.module;

import dev.castellan.web.envelope.Answer;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/modules")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Modules")
class ModuleResource {

  private final ModuleCatalogue catalogue;

  ModuleResource(ModuleCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  @GET
  @Operation(summary = "List the installed modules with their settings and actions")
  public Answer<List<ModuleView>> list() {
    return Answer.ok(catalogue.manifests().stream().map(ModuleView::of).toList());
  }

  @GET
  @Path("/{idModule}")
  @Operation(summary = "Read one module")
  public Answer<ModuleView> get(@PathParam("idModule") String id) {
    return Answer.ok(
        catalogue
            .manifest(id)
            .map(ModuleView::of)
            .orElseThrow(() -> new ServiceException(ErrorCode.MODULE_NOT_FOUND)));
  }
}
