package dev.castellan.gateway.identity;

import dev.castellan.contracts.Caller;
import dev.castellan.gateway.audit.AuditKind;
import dev.castellan.web.envelope.Answer;
import dev.castellan.web.envelope.Located;
import dev.castellan.web.security.CurrentCaller;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Who the caller is, and the keys that say so. */
@Path("auth")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "auth")
class SessionResource {

  private final CurrentCaller caller;
  private final TokenService tokens;
  private final KeyRing keys;
  private final KeyService keyService;
  private final OwnPassword passwords;

  SessionResource(
      CurrentCaller caller,
      TokenService tokens,
      KeyRing keys,
      KeyService keyService,
      OwnPassword passwords) {
    this.keyService = keyService;
    this.passwords = passwords;
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

  @PUT
  @Path("me/password")
  @Consumes(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread
  @Operation(summary = "Change one's own password; all of one's tokens are void then")
  public Answer<Void> changePassword(PasswordRequest request, @Context RoutingContext http) {
    passwords.change(caller.get().userId(), request, http);
    return Answer.ok();
  }

  @GET
  @Path("keys")
  @RunOnVirtualThread
  @Operation(summary = "Signing keys: next, current and retired")
  public Answer<List<KeyView>> keys() {
    return Answer.ok(keyService.all());
  }

  @POST
  @Path("keys")
  @RunOnVirtualThread
  @Operation(
      summary = "Have a new key sign",
      description =
          "The key is published at once and signs two minutes later, when everybody knows it. What"
              + " the old one has signed is good until it expires.")
  public RestResponse<Answer<KeyView>> rotate() {
    return Located.created("/auth/keys", keyService.publish());
  }

  @POST
  @Path("logout")
  @RunOnVirtualThread
  @Operation(summary = "Void the token and the refresh tokens that came from the same login")
  public Answer<Void> logout() {
    tokens.logout(caller.token(), AuditKind.LOGOUT);
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
