package dev.castellan.gateway.identity;

import dev.castellan.contracts.Caller;
import dev.castellan.web.envelope.Answer;
import dev.castellan.web.security.CurrentCaller;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who the caller is, and the keys that say so. */
@Path("auth")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "auth")
class SessionResource {

  private final CurrentCaller caller;
  private final TokenService tokens;
  private final KeyRing keys;

  SessionResource(CurrentCaller caller, TokenService tokens, KeyRing keys) {
    this.caller = caller;
    this.tokens = tokens;
    this.keys = keys;
  }

  @GET
  @Path("me")
  @NonBlocking
  @Operation(summary = "Who the token belongs to")
  public Answer<MeView> me() {
    Caller me = caller.get();
    return Answer.ok(
        new MeView(me.userId(), me.login(), new ProfileName(me.profileId(), me.profile())));
  }

  @POST
  @Path("logout")
  @RunOnVirtualThread
  @Operation(summary = "Void the token and the refresh tokens that came from the same login")
  public Answer<Void> logout() {
    tokens.logout(caller.token());
    return Answer.ok();
  }

  @GET
  @Path("jwks")
  @NonBlocking
  @Operation(summary = "Public keys that tokens are verified with, as a JWK set (RFC 7517)")
  public Response jwks() {
    return Response.ok(keys.jwks()).header("Cache-Control", "public, max-age=30").build();
  }
}
