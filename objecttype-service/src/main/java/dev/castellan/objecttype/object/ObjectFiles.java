package dev.castellan.objecttype.object;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.security.CurrentCaller;
import io.quarkus.logging.Log;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;

/** The list of objects as a file: all of it, written while it is read. */
@ApplicationScoped
class ObjectFiles {

  private final ObjectReader reader;
  private final ObjectMapper mapper;
  private final CurrentCaller caller;

  ObjectFiles(ObjectReader reader, ObjectMapper mapper, CurrentCaller caller) {
    this.reader = reader;
    this.mapper = mapper;
    this.caller = caller;
  }

  StreamingOutput csv(
      UUID type, ObjectFormat format, ListParameters asked, RoutingContext context) {
    if (format == ObjectFormat.FULL) {
      throw ServiceException.badParameter("format", "cannot be full in CSV");
    }
    ObjectExport export = reader.export(type, format, asked, caller.get());
    return out -> whole(context, export::writeCsv, out);
  }

  /** One JSON object in each line. */
  StreamingOutput lines(
      UUID type, ObjectFormat format, ListParameters asked, RoutingContext context) {
    ObjectExport export = reader.export(type, format, asked, caller.get());
    return out -> whole(context, to -> export.writeLines(to, mapper), out);
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
