package dev.castellan.objecttype.log;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.request.Parameters;
import dev.castellan.web.security.CurrentCaller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/objecttype/{objecttype}/object/{object}/log")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Log")
class LogResource {

  private final LogReader reader;
  private final CurrentCaller caller;

  LogResource(LogReader reader, CurrentCaller caller) {
    this.reader = reader;
    this.caller = caller;
  }

  @GET
  @Operation(
      summary = "Read what happened to an object, the newest first",
      description =
          "Lines are written while `log` of the object type is on, those about revealed secrets"
              + " always. The log of a deleted object stays readable. Lines about a relation to an"
              + " object that the caller may not read do not say which one.")
  public RestResponse<List<LogView>> list(
      @PathParam("objecttype") String type,
      @PathParam("object") String object,
      @BeanParam ListParameters asked) {
    return reader
        .list(
            Parameters.uuid(type, ErrorCode.OBJECTTYPE_NOT_FOUND),
            Parameters.uuid(object, ErrorCode.OBJECT_NOT_FOUND),
            asked,
            caller.get())
        .answer(Function.identity());
  }
}
