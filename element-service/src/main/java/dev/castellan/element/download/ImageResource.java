package dev.castellan.element.download;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v2/smart-elements/{docid}/images/{field}/{index}/sizes/{size}")
@RunOnVirtualThread
@Tag(name = "Files")
class ImageResource {

  private final FieldFiles found;
  private final FileAnswers answers;

  ImageResource(FieldFiles found, FileAnswers answers) {
    this.found = found;
    this.answers = answers;
  }

  @GET
  @Operation(summary = "Fetch an image of an element in another size, as PNG")
  public Response get(
      @PathParam("docid") String docid,
      @PathParam("field") String field,
      @PathParam("index") String index,
      @PathParam("size") String size) {
    ImageSize wanted = ImageSize.of(size);
    return answers.scaled(found.find(docid, null, field, index, null), wanted);
  }
}
