package dev.castellan.objecttype.object;

import dev.castellan.messaging.idempotency.Idempotent;
import dev.castellan.objecttype.schema.Created;
import dev.castellan.objecttype.schema.Deleted;
import dev.castellan.web.etag.Versioned;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.request.Parameters;
import dev.castellan.web.security.CurrentCaller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/objecttype/{objecttype}/object")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Objects")
class ObjectResource {

  static final String NDJSON = "application/x-ndjson";

  static final String FORMAT =
      "Members by name of the property; `uuid`: by its UUID, values as they are stored; `full`: by"
          + " its UUID, each with `label`, `type`, `value` and `text`.";

  private final ObjectWriter writer;
  private final ObjectReader reader;
  private final ObjectFiles files;
  private final CurrentCaller caller;

  ObjectResource(
      ObjectWriter writer, ObjectReader reader, ObjectFiles files, CurrentCaller caller) {
    this.writer = writer;
    this.reader = reader;
    this.files = files;
    this.caller = caller;
  }

  @GET
  @Operation(
      summary = "List the objects of a type",
      description =
          "Sorted and filtered by `id` and by properties, each by UUID or, where the grammar lets"
              + " it, by name; values of type 4 too. Also as `text/csv` and `application/x-ndjson`,"
              + " then whole, without a cap, and without `limit`, `cursor` and `count`.")
  @APIResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(type = SchemaType.ARRAY, implementation = ListedObject.class)),
        @Content(
            mediaType = "text/csv",
            schema = @Schema(type = SchemaType.STRING),
            example = "id,Name,2nd Property\r\n19dc6465-4668-4e8d-a3f5-9ae7576c4a39,My Object,88"),
        @Content(mediaType = NDJSON, schema = @Schema(implementation = ListedObject.class))
      })
  public RestResponse<List<ListedObject>> list(
      @PathParam("objecttype") String type,
      @QueryParam("format") @Parameter(description = FORMAT) String format,
      @BeanParam ListParameters asked) {
    return reader
        .list(typeId(type), ObjectFormat.of(format), asked, caller.get())
        .answer(Function.identity());
  }

  @GET
  @Produces("text/csv;qs=0.2")
  @Operation(hidden = true)
  public StreamingOutput csv(
      @PathParam("objecttype") String type,
      @QueryParam("format") String format,
      @BeanParam ListParameters asked,
      @Context RoutingContext context) {
    return files.csv(typeId(type), ObjectFormat.of(format), asked, context);
  }

  @GET
  @Produces(NDJSON + ";qs=0.1")
  @Operation(hidden = true)
  public StreamingOutput lines(
      @PathParam("objecttype") String type,
      @QueryParam("format") String format,
      @BeanParam ListParameters asked,
      @Context RoutingContext context) {
    return files.lines(typeId(type), ObjectFormat.of(format), asked, context);
  }

  @POST
  @Idempotent
  @Operation(summary = "Create an object")
  public RestResponse<Created> create(@PathParam("objecttype") String type, ObjectRequest request) {
    UUID typeId = typeId(type);
    return Created.at(
        "/objecttype/" + typeId + "/object", writer.create(typeId, request, caller.get()));
  }

  @GET
  @Path("/{object}")
  @Operation(summary = "Read one object, value by value")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ObjectDetails.class)))
  public Versioned get(
      @PathParam("objecttype") String type,
      @PathParam("object") String object,
      @QueryParam("format") @Parameter(description = FORMAT) String format) {
    ObjectFormat wanted = ObjectFormat.of(format);
    return wanted == ObjectFormat.NAMES
        ? reader.details(typeId(type), id(object), caller.get())
        : reader.listed(typeId(type), id(object), wanted, caller.get());
  }

  @PUT
  @Path("/{object}")
  @Operation(
      summary = "Update an object",
      description =
          "Values that are absent stay; null takes one away, except of a password. `relations`, if"
              + " there, is the full list.")
  public List<Void> update(
      @PathParam("objecttype") String type,
      @PathParam("object") String object,
      ObjectRequest request) {
    writer.update(typeId(type), id(object), request, caller.get());
    return List.of();
  }

  @DELETE
  @Path("/{object}")
  @Operation(
      summary = "Delete an object",
      description = "Its relations go too, and values of other objects that point to it.")
  public Deleted delete(@PathParam("objecttype") String type, @PathParam("object") String object) {
    writer.delete(typeId(type), id(object), caller.get());
    return Deleted.YES;
  }

  private static UUID typeId(String text) {
    return Parameters.uuid(text, ErrorCode.OBJECTTYPE_NOT_FOUND);
  }

  private static UUID id(String text) {
    return Parameters.uuid(text, ErrorCode.OBJECT_NOT_FOUND);
  }
}
