package dev.castellan.gateway.identity;

import dev.castellan.gateway.audit.AuditKind;
import dev.castellan.web.envelope.Answer;
import dev.castellan.web.failure.ServiceException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where tokens are got and given back; the endpoints of OAuth 2 and their JSON twin. */
@Path("auth")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "auth")
class TokenResource {

  private final LoginService logins;
  private final TokenService tokens;
  private final AccessTokens accessTokens;

  TokenResource(LoginService logins, TokenService tokens, AccessTokens accessTokens) {
    this.logins = logins;
    this.tokens = tokens;
    this.accessTokens = accessTokens;
  }

  @POST
  @Path("token")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Log in; tokens come in envelope A")
  public Response login(LoginRequest request, @Context RoutingContext http) {
    return uncached(Answer.ok(LoginView.of(logins.login(request, http))));
  }

  @POST
  @Path("token")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(summary = "OAuth 2 token endpoint: grants password and refresh_token (RFC 6749)")
  public Response token(MultivaluedMap<String, String> parameters, @Context RoutingContext http) {
    try {
      OAuthForm form = new OAuthForm(parameters);
      IssuedTokens issued =
          switch (form.required("grant_type")) {
            case "password" ->
                logins.login(
                    new LoginRequest(form.required("username"), form.required("password")), http);
            case "refresh_token" -> tokens.refresh(form.required("refresh_token"), http);
            default ->
                throw new OAuthForm.Refusal(
                    "unsupported_grant_type", "grant_type must be password or refresh_token");
          };
      return uncached(OAuthAnswer.of(issued));
    } catch (OAuthForm.Refusal refusal) {
      return refusal.answer();
    } catch (ServiceException failure) {
      return OAuthForm.answer(failure);
    }
  }

  @POST
  @Path("revoke")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(summary = "Void a refresh or access token that the caller holds (RFC 7009)")
  public Response revoke(MultivaluedMap<String, String> parameters) {
    try {
      String token = new OAuthForm(parameters).required("token");
      accessTokens
          .read(token)
          .ifPresentOrElse(
              access -> tokens.logout(access, AuditKind.TOKEN_REVOKED),
              () -> tokens.revokeRefreshToken(token));
      return Response.ok().build();
    } catch (OAuthForm.Refusal refusal) {
      return refusal.answer();
    }
  }

  private static Response uncached(Object body) {
    return Response.ok(body).header("Cache-Control", "no-store").build();
  }
}
