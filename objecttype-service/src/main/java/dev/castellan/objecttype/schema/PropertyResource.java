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
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/objecttype/{objecttype}/property")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Properties")
class PropertyResource {

  private final PropertyService service;
  private final PropertyReader reader;
  private final CurrentCaller caller;

  PropertyResource(PropertyService service, PropertyReader reader, CurrentCaller caller) {
    this.service = service;
    this.reader = reader;
    this.caller = caller;
  }

  @GET
  @Operation(summary = "List the properties of an object type in the order of their positions")
  public RestResponse<List<Property>> list(
      @PathParam("objecttype") String type, @BeanParam ListParameters asked) {
    return reader.list(typeId(type), asked, caller.get()).answer(Function.identity());
  }

  @POST
  @Idempotent
  @Operation(summary = "Add a property to an object type")
  public RestResponse<Created> create(
      @PathParam("objecttype") String type, PropertyRequest request) {
    UUID typeId = typeId(type);
    return Created.at(
        "/objecttype/" + typeId + "/property", service.create(typeId, request, caller.get()));
  }

  @GET
  @Path("/{property}")
  @Operation(summary = "Read one property")
  public PropertyView get(
      @PathParam("objecttype") String type, @PathParam("property") String property) {
    return reader.one(typeId(type), id(property), caller.get());
  }

  @PUT
  @Path("/{property}")
  @Operation(
      summary = "Update a property",
      description =
          "What is absent stays. `type`, `type_objtype` and `type_valuemap` cannot change once an"
              + " object has a value of it (409).")
  public List<Void> update(
      @PathParam("objecttype") String type,
      @PathParam("property") String property,
      PropertyRequest request) {
    service.update(typeId(type), id(property), request, caller.get());
    return List.of();
  }

  @DELETE
  @Path("/{property}")
  @Operation(summary = "Delete a property with all its values")
  public Deleted delete(
      @PathParam("objecttype") String type, @PathParam("property") String property) {
    service.delete(typeId(type), id(property), caller.get());
    return Deleted.YES;
  }

  private static UUID typeId(String text) {
    return Parameters.uuid(text, ErrorCode.OBJECTTYPE_NOT_FOUND);
  }

  private static UUID id(String text) {
    return Parameters.uuid(text, ErrorCode.PROPERTY_NOT_FOUND);
  }
}
