package dev.castellan.objecttype.object;

import dev.castellan.messaging.idempotency.Idempotent;
import dev.castellan.objecttype.schema.Deleted;
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

@Path("/objecttype/{objecttype}/object/{object}/relation")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Relations", description = "Relations have no direction: both objects have them.")
class RelationResource {

  private final ObjectWriter writer;
  private final RelationReader reader;
  private final CurrentCaller caller;

  RelationResource(ObjectWriter writer, RelationReader reader, CurrentCaller caller) {
    this.writer = writer;
    this.reader = reader;
    this.caller = caller;
  }

  @GET
  @Operation(summary = "List the objects that an object is related to")
  public RestResponse<List<ListedObject>> list(
      @PathParam("objecttype") String type,
      @PathParam("object") String object,
      @BeanParam ListParameters asked) {
    return reader
        .related(typeId(type), id(object), asked, caller.get())
        .answer(Function.identity());
  }

  @POST
  @Idempotent
  @Operation(summary = "Assign an object", description = "200 when it was assigned already.")
  public RestResponse<Assigned> assign(
      @PathParam("objecttype") String type,
      @PathParam("object") String object,
      RelationRequest request) {
    UUID other = request.id().id();
    boolean added = writer.relate(typeId(type), id(object), other, caller.get());
    return added
        ? RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, Assigned.YES)
            .header(
                "Location",
                "/objecttype/" + typeId(type) + "/object/" + id(object) + "/relation/" + other)
            .build()
        : RestResponse.ok(Assigned.YES);
  }

  @GET
  @Path("/available")
  @Operation(
      summary = "List the objects that can be assigned",
      description =
          "Those of types whose objects may be related, which the caller may read and which are not"
              + " related yet.")
  public RestResponse<List<ListedObject>> available(
      @PathParam("objecttype") String type,
      @PathParam("object") String object,
      @QueryParam("search")
          @Parameter(
              description =
                  "Text that a value, its name in a value map or the name of an object that it"
                      + " points to must contain, whatever its case.")
          String search,
      @BeanParam ListParameters asked) {
    return reader
        .available(typeId(type), id(object), search, asked, caller.get())
        .answer(Function.identity());
  }

  @GET
  @Path("/{relation}")
  @Operation(summary = "Read one object that an object is related to")
  public ListedObject get(
      @PathParam("objecttype") String type,
      @PathParam("object") String object,
      @PathParam("relation") String relation) {
    return reader.one(typeId(type), id(object), relationId(relation), caller.get());
  }

  @DELETE
  @Path("/{relation}")
  @Operation(summary = "Unassign a related object")
  public Deleted unassign(
      @PathParam("objecttype") String type,
      @PathParam("object") String object,
      @PathParam("relation") String relation) {
    writer.unrelate(typeId(type), id(object), relationId(relation), caller.get());
    return Deleted.YES;
  }

  private static UUID typeId(String text) {
    return Parameters.uuid(text, ErrorCode.OBJECTTYPE_NOT_FOUND);
  }

  private static UUID id(String text) {
    return Parameters.uuid(text, ErrorCode.OBJECT_NOT_FOUND);
  }

  private static UUID relationId(String text) {
    return Parameters.uuid(text, ErrorCode.RELATION_NOT_FOUND);
  }
}
