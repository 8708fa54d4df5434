package dev.castellan.process.definition;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.castellan.messaging.idempotency.Idempotent;
import dev.castellan.process.PathIds;
import dev.castellan.web.envelope.Answer;
import dev.castellan.web.envelope.Located;
import dev.castellan.web.etag.Part;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.json.ObjectRef;
import dev.castellan.web.json.RequestReader;
import dev.castellan.web.security.CurrentCaller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Who may execute a process. */
@Path("/process/{idProcess}/profiles")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Processes")
class ProfileResource {

  private final PartService service;
  private final RequestReader reader;
  private final CurrentCaller caller;

  ProfileResource(PartService service, RequestReader reader, CurrentCaller caller) {
    this.service = service;
    this.reader = reader;
    this.caller = caller;
  }

  @POST
  @Idempotent
  @Operation(summary = "Let a profile execute the process")
  public RestResponse<Answer<ProfileView>> grant(
      @PathParam("idProcess") String idProcess, ProfileRequest request) {
    long process = PathIds.process(idProcess);
    PartService.Granted granted = service.grant(process, request.idProfile(), caller.get());
    ProfileView profile = granted.profile();
    return granted.added()
        ? Located.created("/process/" + process + "/profiles/" + profile.id(), profile)
        : RestResponse.ok(Answer.ok(profile));
  }

  @GET
  @Path("/{idProfile}")
  @Operation(summary = "Read one profile that may execute the process")
  public Answer<Part<ProfileView>> get(
      @PathParam("idProcess") String idProcess, @PathParam("idProfile") String idProfile) {
    return Answer.ok(service.profile(PathIds.process(idProcess), idProfile));
  }

  @DELETE
  @Path("/{idProfile}")
  @Operation(summary = "Take the right to execute the process from a profile")
  public Answer<Void> revoke(
      @PathParam("idProcess") String idProcess, @PathParam("idProfile") String idProfile) {
    return revoke(idProcess, ObjectRef.of(TextNode.valueOf(idProfile)));
  }

  /** The spelling of the API document, which names the profile in the body. */
  @DELETE
  @Operation(summary = "Take the right to execute the process from the profile in body or query")
  public Answer<Void> revokeNamed(
      @PathParam("idProcess") String idProcess,
      @QueryParam("idProfile") String idProfile,
      byte[] body) {
    ProfileRemoval removal = reader.read(body == null ? new byte[0] : body, ProfileRemoval.class);
    if (removal.idProfile() != null) {
      return revoke(idProcess, removal.idProfile());
    }
    if (idProfile == null || idProfile.isBlank()) {
      throw new ServiceException(ErrorCode.BAD_REQUEST, "idProfile is required");
    }
    return revoke(idProcess, ObjectRef.of(TextNode.valueOf(idProfile)));
  }

  private Answer<Void> revoke(String idProcess, ObjectRef profile) {
    service.revoke(PathIds.process(idProcess), profile, caller.get());
    return Answer.ok();
  }
}
