package dev.castellan.gateway.identity;

import dev.castellan.web.security.SecurityConfig;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tells clients of OpenID Connect and OAuth 2 where everything is. */
@Path(".well-known/openid-configuration")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "auth")
class DiscoveryResource {

  private final SecurityConfig security;
  private final IdentityConfig config;

  DiscoveryResource(SecurityConfig security, IdentityConfig config) {
    this.security = security;
    this.config = config;
  }

  @GET
  @NonBlocking
  @Operation(summary = "Where keys and tokens are got (OpenID Connect Discovery 1.0, RFC 8414)")
  public Response discover(@Context HttpServerRequest request) {
    String base = base(request);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("issuer", security.issuer());
    document.put("jwks_uri", base + "/auth/jwks");
    document.put("token_endpoint", base + "/auth/token");
    document.put("token_endpoint_auth_methods_supported", List.of("none"));
    document.put("revocation_endpoint", base + "/auth/revoke");
    document.put("revocation_endpoint_auth_methods_supported", List.of("none"));
    document.put("userinfo_endpoint", base + "/auth/me");
    document.put(
        "grant_types_supported",
        config.passwordLogins() ? List.of("password", "refresh_token") : List.of("refresh_token"));
    document.put("response_types_supported", List.of());
    document.put("subject_types_supported", List.of("public"));
    document.put("id_token_signing_alg_values_supported", List.of("RS256"));
    document.put(
        "claims_supported",
        List.of("iss", "sub", "upn", "groups", "profile", "aud", "jti", "iat", "exp"));
    document.put("service_documentation", base + "/docs");
    return Response.ok(document).header("Vary", "Host").build();
  }

  /**
   * Where an issuer's name is a URL, it is where the gateway is; else where the client found us.
   */
  private String base(HttpServerRequest request) {
    String issuer = security.issuer();
    if (issuer.startsWith("https://") || issuer.startsWith("http://")) {
      return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    }
    return request.scheme() + "://" + request.authority();
  }
}
