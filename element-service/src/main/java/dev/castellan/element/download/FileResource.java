package dev.castellan.element.download;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v2/smart-elements/{docid}/files/{field}/{index}/{filename}")
@RunOnVirtualThread
@Tag(name = "Files")
class FileResource {

  private final FieldFiles found;
  private final FileAnswers answers;

  FileResource(FieldFiles found, FileAnswers answers) {
    this.found = found;
    this.answers = answers;
  }

  @GET
  @Operation(summary = "Fetch a file of an element")
  public Response get(
      @PathParam("docid") String docid,
      @PathParam("field") String field,
      @PathParam("index") String index,
      @PathParam("filename") String filename) {
    return answers.sent(found.find(docid, null, field, index, filename));
  }
}
