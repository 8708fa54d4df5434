package dev.castellan.objecttype.object;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.request.Parameters;
import dev.castellan.web.security.CurrentCaller;
import io.quarkus.logging.Log;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The list of objects as a file: all of it, written while it is read. */
@Path("/objecttype/{objecttype}/object")
@RunOnVirtualThread
@Tag(name = "Objects")
class ExportResource {

  static final String NDJSON = "application/x-ndjson";

  private final ObjectReader reader;
  private final ObjectMapper mapper;
  private final CurrentCaller caller;

  ExportResource(ObjectReader reader, ObjectMapper mapper, CurrentCaller caller) {
    this.reader = reader;
    this.mapper = mapper;
    this.caller = caller;
  }

  @GET
  @Produces("text/csv;qs=0.2")
  @Operation(hidden = true)
  public StreamingOutput csv(
      @PathParam("objecttype") String type,
      @QueryParam("format") @Parameter(description = ObjectResource.FORMAT) String format,
      @BeanParam ListParameters asked,
      @Context RoutingContext context) {
    ObjectFormat wanted = ObjectFormat.of(format);
    if (wanted == ObjectFormat.FULL) {
      throw ServiceException.badParameter("format", "cannot be full in CSV");
    }
    ObjectExport export = export(type, wanted, asked);
    return out -> whole(context, export::writeCsv, out);
  }

  @GET
  @Produces(NDJSON + ";qs=0.1")
  @Operation(hidden = true)
  public StreamingOutput lines(
      @PathParam("objecttype") String type,
      @QueryParam("format") @Parameter(description = ObjectResource.FORMAT) String format,
      @BeanParam ListParameters asked,
      @Context RoutingContext context) {
    ObjectExport export = export(type, ObjectFormat.of(format), asked);
    return out -> whole(context, to -> export.writeLines(to, mapper), out);
  }

  private ObjectExport export(String type, ObjectFormat format, ListParameters asked) {
    return reader.export(
        Parameters.uuid(type, ErrorCode.OBJECTTYPE_NOT_FOUND), format, asked, caller.get());
  }

  private interface Writing {
    void to(OutputStream out) throws IOException;
  }

  /** What breaks off in the middle must not look as if it were all. */
  private static void whole(RoutingContext context, Writing writing, OutputStream out)
      throws IOException {
    try {
      writing.to(out);
    } catch (IOException | RuntimeException e) {
      Log.warnf("An export broke off: %s", e.getMessage());
      context.request().connection().close();
      throw e;
    }
  }
}
