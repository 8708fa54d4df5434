package dev.castellan.gateway.identity;

import dev.castellan.web.envelope.Answer;
import dev.castellan.web.envelope.Located;
import dev.castellan.web.failure.ErrorCode;
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
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Profiles and what is granted to them; for administrators. */
@Path("profiles")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "profiles")
class ProfileResource {

  private final ProfileService profiles;
  private final ProfileReader reader;

  ProfileResource(ProfileService profiles, ProfileReader reader) {
    this.reader = reader;
    this.profiles = profiles;
  }

  @GET
  @Operation(summary = "All profiles")
  public RestResponse<Answer<List<ProfileView>>> list(@BeanParam ListParameters asked) {
    return reader.list(asked).answer();
  }

  @POST
  @Operation(summary = "Make a profile")
  public RestResponse<Answer<ProfileView>> create(ProfileRequest request) {
    ProfileView made = profiles.create(request);
    return Located.created("/profiles/" + made.id(), made);
  }

  @GET
  @Path("{idProfile}")
  @Operation(summary = "One profile")
  public Answer<ProfileView> get(@PathParam("idProfile") String idProfile) {
    return Answer.ok(profiles.one(id(idProfile)));
  }

  @DELETE
  @Path("{idProfile}")
  @Operation(summary = "Delete a profile that no user has and that is not built in")
  public Answer<Void> delete(@PathParam("idProfile") String idProfile) {
    profiles.delete(id(idProfile));
    return Answer.ok();
  }

  private static long id(String text) {
    return Parameters.id(text, ErrorCode.PROFILE_NOT_FOUND);
  }
}
