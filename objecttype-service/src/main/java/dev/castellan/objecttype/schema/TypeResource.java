package dev.castellan.objecttype.schema;

import dev.castellan.messaging.idempotency.Idempotent;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.request.Parameters;
import dev.castellan.web.security.CurrentCaller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/objecttype")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Object types")
class TypeResource {

  private final TypeService service;
  private final TypeReader reader;
  private final CurrentCaller caller;

  TypeResource(TypeService service, TypeReader reader, CurrentCaller caller) {
    this.service = service;
    this.reader = reader;
    this.caller = caller;
  }

  @GET
  @Operation(summary = "List the object types whose objects the caller may read")
  public RestResponse<List<TypeSummary>> list(@BeanParam ListParameters asked) {
    return reader.list(asked, caller.get()).answer(Function.identity());
  }

  @POST
  @Idempotent
  @Operation(summary = "Create an object type")
  public RestResponse<Created> create(TypeRequest request) {
    return Created.at("/objecttype", service.create(request, caller.get()));
  }

  @GET
  @Path("/{objecttype}")
  @Operation(summary = "Read one object type")
  public TypeView get(@PathParam("objecttype") String type) {
    return TypeView.of(reader.one(id(type), caller.get()));
  }

  @PUT
  @Path("/{objecttype}")
  @Operation(
      summary = "Update an object type",
      description =
          "What is absent stays. Turning `log` on or off is a line in the log of each object.")
  public List<Void> update(@PathParam("objecttype") String type, TypeRequest request) {
    service.update(id(type), request, caller.get());
    return List.of();
  }

  @DELETE
  @Path("/{objecttype}")
  @Operation(
      summary = "Delete an object type with its objects",
      description =
          "409 while properties of other types point to its objects, unless `cascade` says that"
              + " these properties go too.")
  public Deleted delete(
      @PathParam("objecttype") String type,
      @QueryParam("cascade") @Parameter(description = "true or false") String cascade) {
    service.delete(id(type), cascade != null && Parameters.truth("cascade", cascade), caller.get());
    return Deleted.YES;
  }

  private static UUID id(String text) {
    return Parameters.uuid(text, ErrorCode.OBJECTTYPE_NOT_FOUND);
  }
}
