package dev.castellan.objecttype.schema;

import dev.castellan.messaging.idempotency.Idempotent;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.request.Parameters;
import dev.castellan.web.security.CurrentCaller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/objecttype/{objecttype}/acl")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(
    name = "Access",
    description =
        "Rights of profiles on the objects of a type. Until the first are given, the grants of"
            + " routes decide alone, and secrets are revealed to admin only. From then on the type"
            + " is `restricted`: who has no rights here has none, even when all are taken away.")
class AccessResource {

  private final AccessService service;
  private final CurrentCaller caller;

  AccessResource(AccessService service, CurrentCaller caller) {
    this.service = service;
    this.caller = caller;
  }

  @GET
  @Operation(summary = "List the rights of profiles")
  public List<AccessView> list(@PathParam("objecttype") String type) {
    return service.list(id(type));
  }

  @PUT
  @Operation(summary = "Replace the rights of all profiles")
  public List<Void> replace(@PathParam("objecttype") String type, AccessListRequest request) {
    service.replace(id(type), request, caller.get());
    return List.of();
  }

  @POST
  @Idempotent
  @Operation(summary = "Give a profile rights, or replace those that it has")
  public RestResponse<AccessView> give(
      @PathParam("objecttype") String type, AccessRequest request) {
    UUID id = id(type);
    AccessService.Given given = service.give(id, request, caller.get());
    return given.added()
        ? RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, given.access())
            .header("Location", "/objecttype/" + id + "/acl/" + given.access().id())
            .build()
        : RestResponse.ok(given.access());
  }

  @GET
  @Path("/{profile}")
  @Operation(summary = "Read the rights of one profile")
  public AccessView get(
      @PathParam("objecttype") String type, @PathParam("profile") String profile) {
    return service.one(id(type), profile);
  }

  @DELETE
  @Path("/{profile}")
  @Operation(summary = "Take the rights of a profile away")
  public Deleted take(@PathParam("objecttype") String type, @PathParam("profile") String profile) {
    service.take(id(type), profile, caller.get());
    return Deleted.YES;
  }

  private static UUID id(String text) {
    return Parameters.uuid(text, ErrorCode.OBJECTTYPE_NOT_FOUND);
  }
}
