package dev.castellan.element.download;

import dev.castellan.element.file.FileStore;
import dev.castellan.element.file.StoredFile;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.security.CurrentCaller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Files that no element has taken yet, for who sent them. */
@Path("/api/v2/temporaryFiles/{id}")
@RunOnVirtualThread
@Tag(name = "Files")
class SentFileResource {

  private final FileStore files;
  private final FileAnswers answers;
  private final CurrentCaller caller;

  SentFileResource(FileStore files, FileAnswers answers, CurrentCaller caller) {
    this.files = files;
    this.answers = answers;
    this.caller = caller;
  }

  @GET
  @Operation(summary = "Fetch a file that one has sent and no element has taken yet")
  public Response get(@PathParam("id") String id) {
    return answers.sent(find(id));
  }

  @GET
  @Path("/sizes/{size}")
  @Operation(summary = "Fetch an image that one has sent in another size, as PNG")
  public Response scaled(@PathParam("id") String id, @PathParam("size") String size) {
    ImageSize wanted = ImageSize.of(size);
    return answers.scaled(find(id), wanted);
  }

  private StoredFile find(String id) {
    if (!id.matches("\\d{1,18}")) {
      throw new ServiceException(ErrorCode.ELEMENT_FILE_NOT_FOUND);
    }
    return files
        .find(Long.parseLong(id))
        .filter(each -> each.elementId() == null && each.owner() == caller.get().userId())
        .orElseThrow(() -> new ServiceException(ErrorCode.ELEMENT_FILE_NOT_FOUND));
  }
}
