package dev.castellan.objecttype.object;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.messaging.idempotency.Idempotent;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.request.Parameters;
import dev.castellan.web.security.CurrentCaller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/objecttype/{objecttype}/object/bulk")
@Consumes(ObjectResource.NDJSON)
@Produces(ObjectResource.NDJSON)
@RunOnVirtualThread
@Tag(name = "Objects")
class BulkResource {

  private static final int MOST_LINES = 100_000;
  private static final int LONGEST_LINE = 1_048_576;

  private final Bulk bulk;
  private final ObjectMapper mapper;
  private final CurrentCaller caller;

  BulkResource(Bulk bulk, ObjectMapper mapper, CurrentCaller caller) {
    this.bulk = bulk;
    this.mapper = mapper;
    this.caller = caller;
  }

  @POST
  @Idempotent
  @Operation(
      summary = "Create, update and delete many objects",
      description =
          "One JSON object a line, at most 100 000; one line of the answer for each. With `atomic`"
              + " (at most 10 000 lines) all of it is done, or nothing and 422 names the lines.")
  @RequestBody(content = @Content(schema = @Schema(implementation = BulkLine.class)))
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = BulkResult.class)))
  public byte[] write(
      @PathParam("objecttype") String type,
      @QueryParam("atomic") @Parameter(description = "true or false") String atomic,
      InputStream body)
      throws IOException {
    UUID typeId = Parameters.uuid(type, ErrorCode.OBJECTTYPE_NOT_FOUND);
    boolean all = atomic != null && Parameters.truth("atomic", atomic);
    Lines lines = new Lines(body);
    return all
        ? written(bulk.allOrNothing(typeId, lines.next(Bulk.MOST_ATOMIC + 1), caller.get()))
        : written(bestEffort(typeId, lines));
  }

  /** What was done before a line that is too much stays done, so the answer goes as far. */
  private List<BulkResult> bestEffort(UUID type, Lines lines) throws IOException {
    List<BulkResult> results = new ArrayList<>();
    try {
      List<Bulk.Line> part = lines.next(Bulk.CHUNK);
      while (!part.isEmpty()) {
        results.addAll(bulk.bestEffort(type, part, caller.get()));
        part = lines.next(Bulk.CHUNK);
      }
    } catch (ServiceException e) {
      results.add(BulkResult.failed(lines.number, e));
    }
    return results;
  }

  private byte[] written(List<BulkResult> results) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    for (BulkResult each : results) {
      answer.write(mapper.writeValueAsBytes(each));
      answer.write('\n');
    }
    return answer.toByteArray();
  }

  /** Lines of a body that is read as they are needed; empty ones count but say nothing. */
  private static final class Lines {

    private final InputStream body;
    private int number;

    Lines(InputStream body) {
      this.body = new BufferedInputStream(body, 65_536);
    }

    List<Bulk.Line> next(int most) throws IOException {
      List<Bulk.Line> lines = new ArrayList<>();
      for (byte[] text; lines.size() < most && (text = line()) != null; ) {
        if (++number > MOST_LINES) {
          throw tooLarge("more than " + MOST_LINES + " lines");
        }
        if (text.length > 0) {
          lines.add(new Bulk.Line(number, text));
        }
      }
      return lines;
    }

    private byte[] line() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      int c = body.read();
      if (c < 0) {
        return null;
      }
      for (; c >= 0 && c != '\n'; c = body.read()) {
        if (line.size() == LONGEST_LINE) {
          throw tooLarge("a line of more than " + LONGEST_LINE + " bytes");
        }
        if (c != '\r') {
          line.write(c);
        }
      }
      return line.toByteArray();
    }

    private static ServiceException tooLarge(String what) {
      return new ServiceException(ErrorCode.PAYLOAD_TOO_LARGE, "The body has " + what);
    }
  }
}
