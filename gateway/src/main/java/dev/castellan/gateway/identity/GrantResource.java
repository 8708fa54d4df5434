package dev.castellan.gateway.identity;

import dev.castellan.web.envelope.Answer;
import dev.castellan.web.envelope.Located;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.json.ObjectRef;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.request.Parameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Which routes a profile may call; for administrators. */
@Path("profiles/{idProfile}/authorizations")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "profiles")
class GrantResource {

  private final AuthorizationReader authorizations;
  private final ProfileService profiles;

  GrantResource(AuthorizationReader authorizations, ProfileService profiles) {
    this.authorizations = authorizations;
    this.profiles = profiles;
  }

  @GET
  @Operation(summary = "Every route; secure is 1 where the profile may call it")
  public RestResponse<Answer<List<AuthorizationView>>> list(
      @PathParam("idProfile") String idProfile, @BeanParam ListParameters asked) {
    return authorizations.ofProfile(profile(idProfile), asked).answer();
  }

  @GET
  @Path("{idAuthorization}")
  @Operation(summary = "One route; secure is 1 when the profile may call it")
  public Answer<AuthorizationView> get(
      @PathParam("idProfile") String idProfile,
      @PathParam("idAuthorization") String idAuthorization) {
    return Answer.ok(authorizations.one(profile(idProfile), authorization(idAuthorization)));
  }

  @POST
  @Operation(summary = "Grant a route to the profile, or take it away with secure 0")
  public RestResponse<Answer<AuthorizationView>> set(
      @PathParam("idProfile") String idProfile, AuthorizationRequest request) {
    long profile = profile(idProfile);
    boolean fresh = profiles.grant(profile, request.authorization(), request.grants());
    AuthorizationView view =
        authorizations.one(profile, profiles.numberOf(request.authorization()));
    return fresh && request.grants()
        ? Located.created("/profiles/" + profile + "/authorizations/" + view.id(), view)
        : RestResponse.ok(Answer.ok(view));
  }

  @DELETE
  @Path("{idAuthorization}")
  @Operation(summary = "Take a route away from the profile")
  public Answer<Void> remove(
      @PathParam("idProfile") String idProfile,
      @PathParam("idAuthorization") String idAuthorization) {
    long id = authorization(idAuthorization);
    authorizations.one(profile(idProfile), id);
    profiles.grant(profile(idProfile), new ObjectRef(id, null, null), false);
    return Answer.ok();
  }

  @DELETE
  @Operation(summary = "Take a route away from the profile; the body or the query says which")
  public Answer<Void> removeNamed(
      @PathParam("idProfile") String idProfile,
      @QueryParam("authorization") String authorization,
      AuthorizationRef body) {
    ObjectRef named =
        authorization != null ? new ObjectRef(null, authorization, null) : body.authorization();
    if (named == null) {
      throw ServiceException.badParameter("authorization", "is needed, here or in the body");
    }
    profiles.grant(profile(idProfile), named, false);
    return Answer.ok();
  }

  private static long profile(String id) {
    return Parameters.id(id, ErrorCode.PROFILE_NOT_FOUND);
  }

  private static long authorization(String id) {
    return Parameters.id(id, ErrorCode.AUTHORIZATION_NOT_FOUND);
  }
}
