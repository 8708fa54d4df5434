package dev.castellan.objecttype.object;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.messaging.idempotency.Idempotent;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.failure.UnexpectedFailure;
import dev.castellan.web.request.Parameters;
import dev.castellan.web.security.CurrentCaller;
import io.quarkus.logging.Log;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
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

  /**
   * Lines of one transaction, and their bytes: what they become takes some times as much memory.
   */
  private static final int CHUNK = 500;

  private static final int CHUNK_BYTES = 4_194_304;

  private static final int MOST_ATOMIC = 10_000;
  private static final int MOST_ATOMIC_BYTES = 8_388_608;

  /** Of an answer, which may be larger than the request when all of it is wrong. */
  private static final int MOST_ANSWERED = 33_554_432;

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
              + " (at most 10 000 lines and 8 MiB) all of it is done, or nothing and 422 names the"
              + " lines. Otherwise, where the server fails in the middle, the lines that it was at"
              + " are answered with that failure, and those behind them are left alone.")
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
    bulk.require(typeId);
    BulkLines lines = new BulkLines(body);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    if (all) {
      write(answer, bulk.allOrNothing(typeId, whole(lines), caller.get()));
    } else {
      bestEffort(typeId, lines, answer);
    }
    return answer.toByteArray();
  }

  private static List<BulkLines.Line> whole(BulkLines lines) throws IOException {
    List<BulkLines.Line> whole = lines.next(MOST_ATOMIC, MOST_ATOMIC_BYTES);
    if (!lines.next(1, 1).isEmpty()) {
      throw tooLarge(
          "All or nothing is for at most "
              + MOST_ATOMIC
              + " lines and "
              + MOST_ATOMIC_BYTES
              + " bytes");
    }
    return whole;
  }

  /** What was done before a line that is too much stays done, so the answer goes as far. */
  private void bestEffort(UUID type, BulkLines lines, ByteArrayOutputStream answer)
      throws IOException {
    try {
      List<BulkLines.Line> part = lines.next(CHUNK, CHUNK_BYTES);
      while (!part.isEmpty() && attempt(type, part, answer)) {
        part = lines.next(CHUNK, CHUNK_BYTES);
      }
    } catch (ServiceException e) {
      write(answer, List.of(BulkResult.failed(lines.number(), e)));
    }
  }

  /**
   * @return whether to go on, which makes no sense while the database is away
   */
  private boolean attempt(UUID type, List<BulkLines.Line> part, ByteArrayOutputStream answer)
      throws IOException {
    List<BulkResult> results = new ArrayList<>();
    boolean whole = false;
    try {
      if (answer.size() > MOST_ANSWERED) {
        throw tooLarge("The answer is too large");
      }
      bulk.bestEffort(type, part, caller.get(), results);
      whole = true;
    } catch (RuntimeException e) {
      // What was done before it is done.
      List<BulkLines.Line> open = part.subList(results.size(), part.size());
      ServiceException named = UnexpectedFailure.named(e);
      Log.errorf(e, "Bulk writing ended at line %d", open.get(0).number());
      open.forEach(each -> results.add(BulkResult.failed(each.number(), named)));
    }
    write(answer, results);
    return whole;
  }

  private void write(ByteArrayOutputStream answer, List<BulkResult> results) throws IOException {
    for (BulkResult each : results) {
      answer.write(mapper.writeValueAsBytes(each));
      answer.write('\n');
    }
  }

  private static ServiceException tooLarge(String message) {
    return new ServiceException(ErrorCode.PAYLOAD_TOO_LARGE, message);
  }
}
