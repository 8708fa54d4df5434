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
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Users; for administrators. */
@Path("users")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "users")
class UserResource {

  private final UserService users;
  private final UserReader reader;
  private final PasswordHasher passwords;

  UserResource(UserService users, UserReader reader, PasswordHasher passwords) {
    this.reader = reader;
    this.users = users;
    this.passwords = passwords;
  }

  @GET
  @Operation(summary = "All users")
  public RestResponse<Answer<List<UserView>>> list(@BeanParam ListParameters asked) {
    return reader.list(asked).answer();
  }

  @POST
  @Operation(summary = "Make a user")
  public RestResponse<Answer<UserView>> create(UserRequest request) {
    UserView made =
        users.create(request.login(), passwords.hash(request.password()), request.profile());
    return Located.created("/users/" + made.id(), made);
  }

  @GET
  @Path("{idUser}")
  @Operation(summary = "One user")
  public Answer<UserView> get(@PathParam("idUser") String idUser) {
    return Answer.ok(users.one(id(idUser)));
  }

  @PATCH
  @Path("{idUser}")
  @Operation(summary = "Change a user; all of his tokens are void then")
  public Answer<UserView> change(@PathParam("idUser") String idUser, UserPatch patch) {
    String hash = patch.password() == null ? null : passwords.hash(patch.password());
    return Answer.ok(users.change(id(idUser), patch, hash));
  }

  @DELETE
  @Path("{idUser}")
  @Operation(summary = "Delete a user and void all of his tokens; the administrator stays")
  public Answer<Void> delete(@PathParam("idUser") String idUser) {
    users.delete(id(idUser));
    return Answer.ok();
  }

  private static long id(String text) {
    return Parameters.id(text, ErrorCode.USER_NOT_FOUND);
  }
}
