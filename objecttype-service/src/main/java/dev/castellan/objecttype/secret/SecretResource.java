package dev.castellan.objecttype.secret;

import dev.castellan.messaging.idempotency.Unrepeatable;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.request.Parameters;
import dev.castellan.web.security.CurrentCaller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/objecttype/{objecttype}/object/{object}/property/{property}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Secrets")
class SecretResource {

  private final SecretService service;
  private final CurrentCaller caller;

  SecretResource(SecretService service, CurrentCaller caller) {
    this.service = service;
    this.caller = caller;
  }

  @POST
  @Unrepeatable
  @Path("/reveal")
  @Operation(
      summary = "See a recoverable password in clear",
      description =
          "Needs the right to reveal, and a reason, which is logged with the name of the caller"
              + " even where nothing else is.")
  public RestResponse<Revealed> reveal(
      @PathParam("objecttype") String type,
      @PathParam("object") String object,
      @PathParam("property") String property,
      RevealRequest request) {
    String secret =
        service.reveal(
            typeId(type), id(object), propertyId(property), request.reason(), caller.get());
    return RestResponse.ResponseBuilder.ok(new Revealed(secret))
        .header("Cache-Control", "no-store")
        .build();
  }

  @POST
  @Unrepeatable
  @Path("/verify")
  @Operation(
      summary = "Ask whether a password is the one that is kept",
      description = "429 after ten wrong guesses within a minute.")
  public Verified verify(
      @PathParam("objecttype") String type,
      @PathParam("object") String object,
      @PathParam("property") String property,
      VerifyRequest request) {
    return new Verified(
        service.verify(
            typeId(type), id(object), propertyId(property), request.value(), caller.get()));
  }

  private static UUID typeId(String text) {
    return Parameters.uuid(text, ErrorCode.OBJECTTYPE_NOT_FOUND);
  }

  private static UUID id(String text) {
    return Parameters.uuid(text, ErrorCode.OBJECT_NOT_FOUND);
  }

  private static UUID propertyId(String text) {
    return Parameters.uuid(text, ErrorCode.PROPERTY_NOT_FOUND);
  }
}
