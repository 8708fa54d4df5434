package dev.castellan.objecttype.valuemap;

import dev.castellan.messaging.idempotency.Idempotent;
import dev.castellan.objecttype.schema.Created;
import dev.castellan.objecttype.schema.Deleted;
import dev.castellan.objecttype.schema.ValueMap;
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

@Path("/valuemap")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Value maps")
class ValueMapResource {

  private final ValueMapService service;
  private final ValueMapReader reader;
  private final CurrentCaller caller;

  ValueMapResource(ValueMapService service, ValueMapReader reader, CurrentCaller caller) {
    this.service = service;
    this.reader = reader;
    this.caller = caller;
  }

  @GET
  @Operation(summary = "List all value maps")
  public RestResponse<List<ValueMapSummary>> list(@BeanParam ListParameters asked) {
    return reader.list(asked).answer(Function.identity());
  }

  @POST
  @Idempotent
  @Operation(summary = "Create a value map")
  public RestResponse<Created> create(ValueMapRequest request) {
    return Created.at("/valuemap", service.create(request, caller.get()));
  }

  @GET
  @Path("/{valuemap}")
  @Operation(summary = "Read one value map with its values")
  public ValueMapView get(@PathParam("valuemap") String map) {
    return ValueMapView.of(reader.one(id(map)));
  }

  @PUT
  @Path("/{valuemap}")
  @Operation(
      summary = "Update a value map",
      description = "A value that an object has cannot be left out of the list (409).")
  public List<Void> update(@PathParam("valuemap") String map, ValueMapRequest request) {
    service.update(id(map), request, caller.get());
    return List.of();
  }

  @DELETE
  @Path("/{valuemap}")
  @Operation(summary = "Delete a value map that no property takes its values from")
  public Deleted delete(@PathParam("valuemap") String map) {
    service.delete(id(map), caller.get());
    return Deleted.YES;
  }

  @GET
  @Path("/{valuemap}/value")
  @Operation(summary = "List the values of a value map")
  public List<ValueMap.Entry> values(@PathParam("valuemap") String map) {
    return reader.one(id(map)).value();
  }

  @POST
  @Idempotent
  @Path("/{valuemap}/value")
  @Operation(summary = "Add a value to a value map")
  public RestResponse<Created> add(@PathParam("valuemap") String map, EntryRequest request) {
    UUID mapId = id(map);
    return Created.at("/valuemap/" + mapId + "/value", service.add(mapId, request, caller.get()));
  }

  @GET
  @Path("/{valuemap}/value/{value}")
  @Operation(summary = "Read one value")
  public EntryView value(@PathParam("valuemap") String map, @PathParam("value") String value) {
    ValueMap known = reader.one(id(map));
    return new EntryView(ValueMapService.entry(known, valueId(value)), known.version());
  }

  @PUT
  @Path("/{valuemap}/value/{value}")
  @Operation(summary = "Rename or move a value")
  public List<Void> change(
      @PathParam("valuemap") String map, @PathParam("value") String value, EntryRequest request) {
    service.change(id(map), valueId(value), request, caller.get());
    return List.of();
  }

  @DELETE
  @Path("/{valuemap}/value/{value}")
  @Operation(summary = "Delete a value that no object has")
  public Deleted remove(@PathParam("valuemap") String map, @PathParam("value") String value) {
    service.remove(id(map), valueId(value), caller.get());
    return Deleted.YES;
  }

  private static UUID id(String text) {
    return Parameters.uuid(text, ErrorCode.VALUEMAP_NOT_FOUND);
  }

  private static UUID valueId(String text) {
    return Parameters.uuid(text, ErrorCode.VALUE_NOT_FOUND);
  }
}
