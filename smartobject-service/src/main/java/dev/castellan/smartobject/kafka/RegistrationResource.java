package dev.castellan.smartobject.kafka;

import dev.castellan.messaging.idempotency.Idempotent;
import dev.castellan.smartobject.module.ModuleView;
import dev.castellan.web.envelope.Answer;
import dev.castellan.web.envelope.Located;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/modules")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Modules")
class RegistrationResource {

  private final ModuleService service;
  private final ExternalModules modules;

  RegistrationResource(ModuleService service, ExternalModules modules) {
    this.service = service;
    this.modules = modules;
  }

  @POST
  @Idempotent
  @Operation(
      summary = "Register an external module, or a new version of its manifest",
      description =
          "The module is called on the topic that the answer names and answers on the other one."
              + " Registering the same manifest again changes nothing and counts as a sign of life."
              + " With a version, another manifest needs a higher one (409); without, it is"
              + " counted.")
  public RestResponse<Answer<ModuleView>> register(ManifestRequest request) {
    ModuleService.Registration registration = service.register(request);
    modules.refresh();
    ModuleView view = ModuleView.of(registration.manifest(), true);
    return registration.created()
        ? Located.created("/modules/" + view.id(), view)
        : RestResponse.ok(Answer.ok(view));
  }

  @DELETE
  @Path("/{idModule}")
  @Operation(
      summary = "Remove an external module",
      description = "Its topic goes with it. Its objects stay, with status 3, unknown module.")
  public Answer<Void> remove(@PathParam("idModule") String id) {
    service.remove(id);
    modules.refresh();
    return Answer.ok();
  }
}
